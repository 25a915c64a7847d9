package io.github.snaplabel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** How results are written; the constants are the words of the command line. */
@SuppressWarnings("MemberName")
enum ReportFormat {
  table,
  json,
  csv;

  /**
   * Starts a report.
   *
   * @param files all that it may be given, so that columns can be as wide as they need
   */
  Report open(PrintWriter out, List<ImageFiles.Found> files) throws IOException {
    return switch (this) {
      case table -> new TableReport(out, files);
      case json -> new JsonReport(out);
      case csv -> new CsvReport(out);
    };
  }
}
