package io.github.snaplabel.cli.folder.s3;

import io.github.snaplabel.cli.folder.watch.FileVersion;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.tagging.OwnTag;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored tags of an object and the result of labeling it.
 *
 * @param eTag ETag of the tagged content
 * @param version version of the file with that content
 * @param time when the tags were written
 * @param tags by key, as in S3
 * @param result null until the function has reported one
 */
public record StoredTags(
    String eTag,
    FileVersion version,
    Instant time,
    Map<String, String> tags,
    @Nullable TaggingResult result) {
  /**
   * The result of processing an object.
   *
   * @param outcome code such as {@code labeled} or {@code not-a-picture}
   * @param model identity of the model, including its version
   * @param prefix of the keys of the function's tags, before a colon
   */
  public record TaggingResult(String outcome, String model, String prefix) {}

  public StoredTags {
    tags = Map.copyOf(tags);
  }

  static StoredTags of(
      FolderObject object, Map<String, String> tags, @Nullable TaggingResult result) {
    return new StoredTags(object.eTag(), object.version(), Instant.now(), tags, result);
  }

  StoredTags withResult(TaggingResult newResult) {
    return new StoredTags(eTag, version, time, tags, newResult);
  }

  /**
   * Returns the value of a tag that the function has written; null if it has not written that one.
   */
  public @Nullable String value(OwnTag tag) {
    return result == null ? null : tags.get(tag.key(result.prefix()));
  }

  /** Returns whether the function found the object to be an image. */
  public boolean isImage() {
    return result != null && !result.outcome().equals(TaggingOutcome.NotAnImage.CODE);
  }

  /** Returns whether the user's own tags left none free for the function's. */
  public boolean lacksFreeTags() {
    return result != null && result.outcome().equals(TaggingOutcome.NoTagsLeft.CODE);
  }

  /** Returns whether the model has processed this content. */
  public boolean isProcessedBy(String model) {
    return result != null && result.model().equals(model);
  }
}
