package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.event.LogText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes a table for people, one line per label. */
final class TableReport implements Report {
  /** Length of the longest name in {@code labels.txt}. */
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
  public void add(FileOutcome.LabeledFile file) {
    String path = LogText.of(file.path().toString());
    for (Prediction prediction : file.image().predictions()) {
      line(
          path,
          prediction.label(),
          String.format(Locale.ROOT, "%9.1f %%", 100 * prediction.probability()));
      path = "";
    }
    if (file.image().predictions().isEmpty()) {
      line(path, "(no label this probable)", "");
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
