package io.github.snaplabel.cli.folder.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a file has come; this is also what the page is told.
 *
 * @param key the object's
 * @param wave 0 for what was there at the start; what came later has a higher number
 * @param eTag of its content, if that has been read
 * @param size in bytes, if known
 * @param labels read off the tags, best first
 * @param tags as they are in S3
 * @param error the code of a picture that cannot be read, or the sentence of a failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogEntry(
    String key,
    long wave,
    State state,
    @Nullable String eTag,
    @Nullable Long size,
    List<TaggedLabel> labels,
    Map<String, String> tags,
    @Nullable String error) {
  /** How far it has come. */
  public enum State {
    WAITING,
    WORKING,
    /** The function failed, and will be tried again. */
    RETRYING,
    /** It has its labels. */
    TAGGED,
    /** It is a picture that cannot be read, and its tags say so. */
    UNREADABLE,
    /** The function failed each time, or there was no room for its tags. */
    FAILED,
    /** It is no picture. */
    OTHER;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinal() {
      return this != WAITING && this != WORKING && this != RETRYING;
    }
  }

  public static CatalogEntry waiting(String key, long wave) {
    return new CatalogEntry(key, wave, State.WAITING, null, null, List.of(), Map.of(), null);
  }

  public CatalogEntry at(State now) {
    return new CatalogEntry(key, wave, now, eTag, size, labels, tags, null);
  }

  public CatalogEntry failed(State now, String sentence) {
    return new CatalogEntry(key, wave, now, eTag, size, List.of(), Map.of(), sentence);
  }

  /** With what the function has made of it. */
  public CatalogEntry settled(StoredTags entry) {
    TagReader reader = new TagReader(entry.tags());
    String error = entry.hasNoRoom() ? TaggingOutcome.NoTagsLeft.CODE : reader.error();
    return new CatalogEntry(
        key,
        wave,
        state(entry, error),
        entry.eTag(),
        entry.stamp().size(),
        reader.labels(),
        entry.tags(),
        error);
  }

  private static State state(StoredTags entry, @Nullable String error) {
    if (entry.hasNoRoom()) {
      return State.FAILED;
    }
    if (error != null) {
      return State.UNREADABLE;
    }
    return entry.isPicture() ? State.TAGGED : State.OTHER;
  }
}
