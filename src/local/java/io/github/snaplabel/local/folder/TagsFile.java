package io.github.snaplabel.local.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.local.folder.TagEntry.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that keeps the tags: JSON that a person can read, sorted by key. */
final class TagsFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path path;

  TagsFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * Reads it; nothing if there is no file yet.
   *
   * @throws DamagedTags if it is not what we wrote
   * @throws IOException if it cannot be read
   */
  SortedMap<String, TagEntry> read() throws IOException, DamagedTags {
    SortedMap<String, TagEntry> entries = new TreeMap<>();
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
      throw new DamagedTags(e);
    }
  }

  private static TagEntry entry(JsonNode json) {
    Map<String, String> tags = new TreeMap<>();
    json.required("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new TagEntry(
        json.required("eTag").asText(),
        new Stamp(
            json.required("size").asLong(), Instant.parse(json.required("modified").asText())),
        Instant.parse(json.required("time").asText()),
        tags,
        json.has("outcome")
            ? new Sight(json.get("outcome").asText(), json.required("model").asText())
            : null);
  }

  /** Replaces it as a whole, so that it is never half written. */
  void write(SortedMap<String, TagEntry> entries) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode objects = root.putObject("objects");
    entries.forEach((key, entry) -> objects.set(key, json(entry)));
    Path temporary = path.resolveSibling(path.getFileName() + ".new");
    // Not as bytes: Jackson would escape what lies beyond the basic plane.
    Files.writeString(temporary, JSON.writeValueAsString(root));
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode json(TagEntry entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eTag", entry.eTag());
    json.put("size", entry.stamp().size());
    json.put("modified", entry.stamp().modified().toString());
    json.put("time", entry.time().toString());
    Sight sight = entry.sight();
    if (sight != null) {
      json.put("outcome", sight.outcome()).put("model", sight.model());
    }
    ObjectNode tags = json.putObject("tags");
    new TreeMap<>(entry.tags()).forEach(tags::put);
    return json;
  }

  /**
   * Gives a damaged file another name, so that it is not written over.
   *
   * @return the name
   */
  Path setAside() throws IOException {
    Path aside =
        path.resolveSibling(
            "%s.damaged-%d".formatted(path.getFileName(), Instant.now().toEpochMilli()));
    return Files.move(path, aside);
  }
}
