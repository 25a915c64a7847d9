package io.github.snaplabel.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.github.snaplabel.classify.LabeledImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Writes a JSON array with one object per file: its path, and what the HTTPS API would return. */
final class JsonReport implements Report {
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .writerWithDefaultPrettyPrinter();

  private final PrintWriter out;
  private final SequenceWriter entries;

  JsonReport(PrintWriter out) throws IOException {
    this.out = out;
    this.entries = WRITER.writeValuesAsArray(out);
  }

  /** An element of the array. */
  record JsonEntry(String path, @JsonUnwrapped LabeledImage image) {}

  @Override
  public void add(FileOutcome.LabeledFile file) {
    try {
      entries.write(new JsonEntry(file.path().toString(), file.image()));
      entries.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      entries.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }
}
