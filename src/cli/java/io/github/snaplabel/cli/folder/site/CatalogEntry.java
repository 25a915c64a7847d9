package io.github.snaplabel.cli.folder.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labeling state of a file, also sent to the page as JSON.
 *
 * @param key key of the object
 * @param arrivalOrder 0 for files found at the start, increasing for later ones
 * @param eTag ETag of the content; null until it is read
 * @param size in bytes; null until known
 * @param labels parsed from the tags, best first
 * @param tags as in S3
 * @param error code of an unreadable image, or a sentence about a failure; null if none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogEntry(
    String key,
    @JsonProperty("wave") long arrivalOrder,
    State state,
    @Nullable String eTag,
    @Nullable Long size,
    List<TaggedLabel> labels,
    Map<String, String> tags,
    @Nullable String error) {
  /** The progress of a file. */
  public enum State {
    WAITING,
    WORKING,
    /** The function failed and will be invoked again. */
    RETRYING,
    /** The file has its labels. */
    TAGGED,
    /** The file is an image that cannot be read, as its tags say. */
    UNREADABLE,
    /** All attempts failed, or no tags were free. */
    FAILED,
    /** The file is not an image. */
    OTHER;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static CatalogEntry waiting(String key, long arrivalOrder) {
    return new CatalogEntry(
        key, arrivalOrder, State.WAITING, null, null, List.of(), Map.of(), null);
  }

  public CatalogEntry withState(State now) {
    return new CatalogEntry(key, arrivalOrder, now, eTag, size, labels, tags, null);
  }

  public CatalogEntry withError(State now, String sentence) {
    return new CatalogEntry(key, arrivalOrder, now, eTag, size, List.of(), Map.of(), sentence);
  }

  /** Returns this entry with the function's result. */
  public CatalogEntry processed(StoredTags entry) {
    TagReader reader = new TagReader(entry);
    String error = entry.lacksFreeTags() ? TaggingOutcome.NoTagsLeft.CODE : reader.error();
    return new CatalogEntry(
        key,
        arrivalOrder,
        state(entry, error),
        entry.eTag(),
        entry.version().size(),
        reader.labels(),
        entry.tags(),
        error);
  }

  private static State state(StoredTags entry, @Nullable String error) {
    if (entry.lacksFreeTags()) {
      return State.FAILED;
    }
    if (error != null) {
      return State.UNREADABLE;
    }
    return entry.isImage() ? State.TAGGED : State.OTHER;
  }
}
