package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV (RFC 4180) with a header and one record per label. */
final class CsvReport implements Report {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("path", "rank", "label", "wnid", "index", "probability")
          .get();

  private final CSVPrinter records;

  CsvReport(PrintWriter out) throws IOException {
    this.records = new CSVPrinter(out, FORMAT);
  }

  @Override
  public void add(FileOutcome.LabeledFile file) {
    try {
      for (Prediction prediction : file.image().predictions()) {
        records.printRecord(
            file.path(),
            prediction.rank(),
            prediction.label(),
            prediction.wnid(),
            prediction.index(),
            String.format(Locale.ROOT, "%.6f", prediction.probability()));
      }
      records.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      records.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
