package io.github.snaplabel.compiler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.snaplabel.classify.Labels.ClassLabel;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of a model's classes from one of these formats: one name per line; tab-separated
 * lines of index, WordNet id and name; a JSON array of names; a JSON object from index to name, as
 * for TorchServe ({@code {"0": ["n01440764", "tench"]}}, or names alone); a Hugging Face {@code
 * config.json} with {@code id2label}.
 */
final class LabelFile {
  /** Size limit in bytes; a thousand names take about 20 KB. */
  private static final long MAX_BYTES = 16 << 20;

  private static final String HUGGING_FACE = "id2label";
  private static final Pattern WNID = Pattern.compile("n\\d{8}");

  private final String name;
  private final List<ClassLabel> labels = new ArrayList<>();

  private LabelFile(Path file) {
    name = file.getFileName().toString();
  }

  /**
   * Reads a file in UTF-8.
   *
   * @return the classes in the order of their indices, not validated
   * @throws InvalidModelException if the file has none of the formats
   */
  static List<ClassLabel> read(Path file) throws IOException, InvalidModelException {
    if (Files.size(file) > MAX_BYTES) {
      throw new InvalidModelException(
          "%s: expected names of classes, found a file of %,d bytes"
              .formatted(file.getFileName(), Files.size(file)));
    }
    LabelFile reader = new LabelFile(file);
    String text = text(file);
    if (reader.isJson(text)) {
      reader.readJson(text);
    } else {
      reader.readLines(text);
    }
    return List.copyOf(reader.labels);
  }

  /**
   * Reads a text.
   *
   * @throws InvalidModelException if it is not in UTF-8
   */
  static String text(Path file) throws IOException, InvalidModelException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      // Editors on Windows write a byte order mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidModelException(
          file.getFileName() + ": expected text in UTF-8, found another encoding");
    }
  }

  private boolean isJson(String text) {
    String content = text.strip();
    return name.endsWith(".json")
        || (content.startsWith("{") && content.endsWith("}"))
        || (content.startsWith("[") && content.endsWith("]"));
  }

  private void readLines(String text) throws InvalidModelException {
    List<String> lines = text.stripTrailing().lines().toList();
    boolean indexed = !lines.isEmpty() && lines.getFirst().indexOf('\t') >= 0;
    for (String line : lines) {
      if (indexed) {
        readIndexed(line);
      } else {
        labels.add(new ClassLabel(null, line.strip()));
      }
    }
  }

  private void readIndexed(String line) throws InvalidModelException {
    String[] fields = line.split("\t", -1);
    int index = labels.size();
    if (fields.length != 3 || !fields[0].equals(Integer.toString(index))) {
      throw wrong(
          "line %d: expected '%d<tab>WordNet id<tab>name', found '%s'"
              .formatted(index + 1, index, line));
    }
    labels.add(new ClassLabel(wnid(fields[1]), fields[2].strip()));
  }

  private void readJson(String text) throws InvalidModelException {
    JsonNode json;
    try {
      json =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(text);
    } catch (JsonProcessingException e) {
      throw wrong("expected JSON: " + e.getOriginalMessage());
    }
    JsonNode names = json.path(HUGGING_FACE).isObject() ? json.path(HUGGING_FACE) : json;
    if (!names.isArray() && !names.isObject()) {
      throw wrong("expected a JSON array of names, or an object of index to name");
    }
    for (int index = 0; index < names.size(); index++) {
      JsonNode value = names.isArray() ? names.get(index) : names.get(Integer.toString(index));
      if (value == null) {
        throw wrong(
            "expected the keys 0 to %d or an object %s, found '%s'"
                .formatted(names.size() - 1, HUGGING_FACE, firstOther(names)));
      }
      labels.add(label(index, value));
    }
  }

  /** Returns the first key that is not an index. */
  private static String firstOther(JsonNode names) {
    return names
        .propertyStream()
        .map(property -> property.getKey())
        .filter(key -> !key.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(key) >= names.size())
        .findFirst()
        .orElse("");
  }

  private ClassLabel label(int index, JsonNode value) throws InvalidModelException {
    if (value.isTextual()) {
      return new ClassLabel(null, value.asText().strip());
    }
    if (value.size() == 2 && value.path(0).isTextual() && value.path(1).isTextual()) {
      return new ClassLabel(wnid(value.get(0).asText()), value.get(1).asText().strip());
    }
    throw wrong("class %d: expected a name, found %s".formatted(index, value));
  }

  /** Returns a WordNet id, or null for any other id, which clients could not interpret. */
  private static @Nullable String wnid(String id) {
    return WNID.matcher(id).matches() ? id : null;
  }

  private InvalidModelException wrong(String what) {
    return new InvalidModelException(name + ": " + what);
  }
}
