package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) with a header and one record per prediction, each with the file's sure
 * label. A file without predictions has one record too, with a code if it could not be labeled.
 */
final class CsvReport implements Report {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "path",
              "rank",
              "label",
              "wnid",
              "index",
              "probability",
              "sure_label",
              "sure_probability",
              "sure_path",
              "error")
          .get();

  private final CSVPrinter records;

  CsvReport(PrintWriter out) throws IOException {
    this.records = new CSVPrinter(out, FORMAT);
  }

  @Override
  public void add(FileOutcome.LabeledFile file) {
    List<Prediction> predictions = file.image().predictions();
    SureLabel label = file.image().label();
    for (Prediction prediction : predictions) {
      print(file, prediction, label);
    }
    if (predictions.isEmpty()) {
      print(file, null, label);
    }
    close();
  }

  private void print(
      FileOutcome.LabeledFile file, @Nullable Prediction prediction, @Nullable SureLabel label) {
    print(
        file.name(),
        prediction == null ? null : prediction.rank(),
        prediction == null ? null : prediction.label(),
        prediction == null ? null : prediction.wnid(),
        prediction == null ? null : prediction.index(),
        prediction == null ? null : probability(prediction.probability()),
        label == null ? null : label.name(),
        label == null ? null : probability(label.probability()),
        label == null ? null : String.join("/", label.path()),
        null);
  }

  private static String probability(double probability) {
    return String.format(Locale.ROOT, "%.6f", probability);
  }

  @Override
  public void add(FileOutcome.UnreadableFile file) {
    print(file.name(), null, null, null, null, null, null, null, null, file.code());
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
