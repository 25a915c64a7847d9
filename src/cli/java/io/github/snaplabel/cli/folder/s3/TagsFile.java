package io.github.snaplabel.cli.folder.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.folder.s3.StoredTags.Verdict;
import io.github.snaplabel.cli.folder.watch.FileVersion;
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
   * Reads it; nothing if there is no file yet.
   *
   * @throws DamagedTagsException if it is not what we wrote
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
        json.has("outcome")
            ? new Verdict(json.get("outcome").asText(), json.required("model").asText())
            : null);
  }

  /** Replaces it as a whole, so that it is never half written. */
  void write(SortedMap<String, StoredTags> entries) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode objects = root.putObject("objects");
    entries.forEach((key, entry) -> objects.set(key, json(entry)));
    Path temporary = path.resolveSibling(path.getFileName() + ".new");
    // Not as bytes: Jackson would escape what lies beyond the basic plane.
    Files.writeString(temporary, JSON.writeValueAsString(root));
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode json(StoredTags entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eTag", entry.eTag());
    json.put("size", entry.stamp().size());
    json.put("modified", entry.stamp().modified().toString());
    json.put("time", entry.time().toString());
    Verdict verdict = entry.verdict();
    if (verdict != null) {
      json.put("outcome", verdict.outcome()).put("model", verdict.model());
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
  public Path setAside() throws IOException {
    Path aside =
        path.resolveSibling(
            "%s.damaged-%d".formatted(path.getFileName(), Instant.now().toEpochMilli()));
    return Files.move(path, aside);
  }
}
