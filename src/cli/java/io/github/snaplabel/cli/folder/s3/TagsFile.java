package io.github.snaplabel.cli.folder.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.folder.s3.StoredTags.TaggingResult;
import io.github.snaplabel.cli.folder.watch.FileVersion;
import io.github.snaplabel.tagging.TaggingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that stores the tags, as indented JSON sorted by key. */
public final class TagsFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path path;

  public TagsFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * Reads the file; returns no entries if it does not exist.
   *
   * @throws DamagedTagsException if its content is not in the expected format
   * @throws IOException if it cannot be read
   */
  public SortedMap<String, StoredTags> read() throws IOException, DamagedTagsException {
    SortedMap<String, StoredTags> entries = new TreeMap<>();
    if (!Files.exists(path)) {
      return entries;
    }
    try {
      for (Map.Entry<String, JsonNode> object :
          JSON.readTree(Files.readAllBytes(path)).required("objects").properties()) {
        entries.put(object.getKey(), entry(object.getValue()));
      }
      return entries;
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedTagsException(e);
    }
  }

  private static StoredTags entry(JsonNode json) {
    Map<String, String> tags = new TreeMap<>();
    json.required("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new StoredTags(
        json.required("eTag").asText(),
        new FileVersion(
            json.required("size").asLong(), Instant.parse(json.required("modified").asText())),
        Instant.parse(json.required("time").asText()),
        tags,
        json.has("outcome") ? result(json) : null);
  }

  /** Reads a result; one without a prefix is from a version that did not store it. */
  private static TaggingResult result(JsonNode json) {
    return new TaggingResult(
        json.required("outcome").asText(),
        json.required("model").asText(),
        json.path("prefix").asText(TaggingSettings.DEFAULT.prefix()));
  }

  /** Replaces the file atomically, so that it is never partly written. */
  void write(SortedMap<String, StoredTags> entries) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode objects = root.putObject("objects");
    entries.forEach((key, entry) -> objects.set(key, json(entry)));
    Path temporary = path.resolveSibling(path.getFileName() + ".new");
    // Written as a string: to bytes, Jackson escapes characters beyond the basic plane.
    Files.writeString(temporary, JSON.writeValueAsString(root));
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode json(StoredTags entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eTag", entry.eTag());
    json.put("size", entry.version().size());
    json.put("modified", entry.version().modified().toString());
    json.put("time", entry.time().toString());
    TaggingResult result = entry.result();
    if (result != null) {
      json.put("outcome", result.outcome()).put("model", result.model());
      json.put("prefix", result.prefix());
    }
    ObjectNode tags = json.putObject("tags");
    new TreeMap<>(entry.tags()).forEach(tags::put);
    return json;
  }

  /**
   * Renames a damaged file, so that it is not overwritten.
   *
   * @return the new path
   */
  public Path setAside() throws IOException {
    Path aside =
        path.resolveSibling(
            "%s.damaged-%d".formatted(path.getFileName(), Instant.now().toEpochMilli()));
    return Files.move(path, aside);
  }
}
