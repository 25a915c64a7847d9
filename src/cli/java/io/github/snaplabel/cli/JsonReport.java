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

/** One JSON array with an object a picture: its path, and what the HTTPS API answers for it. */
final class JsonReport implements Report {
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .writerWithDefaultPrettyPrinter();

  private final PrintWriter out;
  private final SequenceWriter pictures;

  JsonReport(PrintWriter out) throws IOException {
    this.out = out;
    this.pictures = WRITER.writeValuesAsArray(out);
  }

  /** A picture as it is written. */
  record JsonEntry(String path, @JsonUnwrapped LabeledImage image) {}

  @Override
  public void add(FileOutcome.LabeledFile picture) {
    try {
      pictures.write(new JsonEntry(picture.path().toString(), picture.image()));
      pictures.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      pictures.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }
}
