package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.event.LogText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table for people, one line per label. The first files are buffered until the widths of
 * the columns are known, so that a short report fits exactly.
 */
final class TableReport implements Report {
  private static final int MAX_HELD_BACK = 20;

  private final PrintWriter out;
  private final TableLayout layout;
  private final List<Row> heldBack = new ArrayList<>();
  private int files;
  private TableLayout.@Nullable Columns columns;

  TableReport(PrintWriter out, TableLayout layout) {
    this.out = out;
    this.layout = layout;
  }

  /**
   * A line of the table.
   *
   * @param picture name of the file; empty below its first label
   */
  record Row(String picture, String label, String probability) {}

  @Override
  public void add(FileOutcome.LabeledFile file) {
    String name = LogText.of(file.name());
    List<Row> rows = new ArrayList<>();
    for (Prediction prediction : file.image().predictions()) {
      rows.add(
          new Row(
              rows.isEmpty() ? name : "",
              LogText.of(prediction.label()),
              String.format(Locale.ROOT, "%9.1f %%", 100 * prediction.probability())));
    }
    if (rows.isEmpty()) {
      rows.add(new Row(name, "(no label this probable)", ""));
    }
    files++;
    if (columns != null) {
      print(columns, rows);
      return;
    }
    heldBack.addAll(rows);
    if (files > MAX_HELD_BACK) {
      printHeldBack(layout.columnsForMoreThan(heldBack));
    }
  }

  /** Does nothing: standard error has the reason. */
  @Override
  public void add(FileOutcome.UnreadableFile file) {}

  private void printHeldBack(TableLayout.Columns width) {
    columns = width;
    out.println(width.line(new Row("PICTURE", "LABEL", "PROBABILITY")));
    print(width, heldBack);
    heldBack.clear();
  }

  private void print(TableLayout.Columns width, List<Row> rows) {
    for (Row row : rows) {
      out.println(width.line(row));
    }
    out.flush();
  }

  @Override
  public void close() {
    if (!heldBack.isEmpty()) {
      printHeldBack(layout.columnsFor(heldBack));
    }
    out.flush();
  }
}
