package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) with a header and one record per label. A file without labels has one
 * record too: without a label, and with a code if it could not be labeled.
 */
final class CsvReport implements Report {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("path", "rank", "label", "wnid", "index", "probability", "error")
          .get();

  private final CSVPrinter records;

  CsvReport(PrintWriter out) throws IOException {
    this.records = new CSVPrinter(out, FORMAT);
  }

  @Override
  public void add(FileOutcome.LabeledFile file) {
    List<Prediction> predictions = file.image().predictions();
    for (Prediction prediction : predictions) {
      print(
          file.name(),
          prediction.rank(),
          prediction.label(),
          prediction.wnid(),
          prediction.index(),
          String.format(Locale.ROOT, "%.6f", prediction.probability()),
          null);
    }
    if (predictions.isEmpty()) {
      print(file.name(), null, null, null, null, null, null);
    }
    close();
  }

  @Override
  public void add(FileOutcome.UnreadableFile file) {
    print(file.name(), null, null, null, null, null, file.code());
    close();
  }

  private void print(@Nullable Object... values) {
    try {
      records.printRecord(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is buffered. */
  @Override
  public void close() {
    try {
      records.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
