package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.event.LogText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A table for people: one line a label. */
final class TableReport implements Report {
  /** The longest of the names in {@code labels.txt}. */
  private static final int LABEL_WIDTH = 30;

  private final PrintWriter out;
  private final int pathWidth;

  TableReport(PrintWriter out, List<ImageFiles.Found> files) {
    this.out = out;
    this.pathWidth =
        files.stream().mapToInt(file -> file.path().toString().length()).max().orElse(0);
    line("PICTURE", "LABEL", "PROBABILITY");
  }

  @Override
  public void add(FileOutcome.LabeledFile picture) {
    String path = LogText.of(picture.path().toString());
    for (Prediction prediction : picture.image().predictions()) {
      line(
          path,
          prediction.label(),
          String.format(Locale.ROOT, "%9.1f %%", 100 * prediction.probability()));
      path = "";
    }
    if (picture.image().predictions().isEmpty()) {
      line(path, "(nothing so probable)", "");
    }
    out.flush();
  }

  private void line(String path, String label, String probability) {
    String format = "%-" + Math.max(pathWidth, 7) + "s  %-" + LABEL_WIDTH + "s  %s";
    out.println(String.format(Locale.ROOT, format, path, label, probability).stripTrailing());
  }

  @Override
  public void close() {
    out.flush();
  }
}
