package io.github.snaplabel.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** The formats of a report. The constants are spelled as on the command line. */
@SuppressWarnings("MemberName")
enum ReportFormat {
  table,
  json,
  jsonl,
  csv;

  /**
   * Opens a report.
   *
   * @param files all files that may be added, for sizing columns
   * @param longestLabel length of the model's longest label
   */
  Report open(PrintWriter out, ImageFiles files, int longestLabel) throws IOException {
    return switch (this) {
      case table -> new TableReport(out, new TableLayout(files, longestLabel, columns()));
      case json -> JsonReport.array(out);
      case jsonl -> JsonReport.lines(out);
      case csv -> new CsvReport(out);
    };
  }

  /** Returns the columns of the terminal, as the launcher reports them; unlimited without one. */
  private static int columns() {
    int columns = Integer.getInteger("snaplabel.out.columns", 0);
    return columns > 0 ? columns : Integer.MAX_VALUE;
  }
}
