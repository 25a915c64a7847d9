package io.github.snaplabel.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.github.snaplabel.classify.LabeledImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Writes one JSON object per file: its path, and what the HTTPS API would return for it as one of
 * several images.
 */
final class JsonReport implements Report {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final PrintWriter out;
  private final SequenceWriter entries;

  private JsonReport(PrintWriter out, SequenceWriter entries) {
    this.out = out;
    this.entries = entries;
  }

  /** Returns a report that is an indented array. */
  static JsonReport array(PrintWriter out) throws IOException {
    return new JsonReport(out, MAPPER.writerWithDefaultPrettyPrinter().writeValuesAsArray(out));
  }

  /** Returns a report with an object per line (JSON Lines). */
  static JsonReport lines(PrintWriter out) throws IOException {
    return new JsonReport(out, MAPPER.writer(new MinimalPrettyPrinter("\n")).writeValues(out));
  }

  /** The entry of a labeled file. */
  record JsonEntry(String path, @JsonUnwrapped LabeledImage image) {}

  /** The entry of a file that could not be labeled. */
  record JsonFailure(String path, JsonError error) {}

  /** Why a file could not be labeled; the fields are those of the API. */
  record JsonError(String code, String title, @JsonProperty("detail") String message) {
    static JsonError of(FileOutcome.UnreadableFile file) {
      return new JsonError(file.code(), title(file.code()), file.message());
    }

    private static String title(String code) {
      return switch (code) {
        case "unsupported-image" -> "The image's format is not supported";
        case "corrupt-image" -> "The image is damaged";
        case "image-too-large" -> "The image is too large";
        case "not-found" -> "There is no such file";
        case "access-denied" -> "The file may not be read";
        default -> "The file cannot be read";
      };
    }
  }

  @Override
  public void add(FileOutcome.LabeledFile file) {
    write(new JsonEntry(file.name(), file.image()));
  }

  @Override
  public void add(FileOutcome.UnreadableFile file) {
    write(new JsonFailure(file.name(), JsonError.of(file)));
  }

  private void write(Object entry) {
    try {
      entries.write(entry);
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
