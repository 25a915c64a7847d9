package io.github.snaplabel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The formats of a report. The constants are spelled as on the command line. */
@SuppressWarnings("MemberName")
enum ReportFormat {
  table,
  json,
  csv;

  /**
   * Opens a report.
   *
   * @param files all files that may be added, for sizing columns
   */
  Report open(PrintWriter out, List<ImageFiles.Found> files) throws IOException {
    return switch (this) {
      case table -> new TableReport(out, files);
      case json -> new JsonReport(out);
      case csv -> new CsvReport(out);
    };
  }
}
