package io.github.snaplabel.cli.folder.s3;

import io.github.snaplabel.cli.folder.watch.FileVersion;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an object.
 *
 * @param eTag of the content that was tagged
 * @param stamp of the file that had it
 * @param time when the tags were written
 * @param tags by key, as they are in S3
 * @param verdict what the function made of it; null until it has told
 */
public record StoredTags(
    String eTag,
    FileVersion stamp,
    Instant time,
    Map<String, String> tags,
    @Nullable Verdict verdict) {
  /**
   * A look that has been taken.
   *
   * @param outcome the function's word for it, such as {@code labeled} or {@code not-a-picture}
   * @param model that looked, its version included
   */
  public record Verdict(String outcome, String model) {}

  public StoredTags {
    tags = Map.copyOf(tags);
  }

  static StoredTags of(FolderObject object, Map<String, String> tags, @Nullable Verdict verdict) {
    return new StoredTags(object.eTag(), object.stamp(), Instant.now(), tags, verdict);
  }

  StoredTags with(Verdict taken) {
    return new StoredTags(eTag, stamp, time, tags, taken);
  }

  /** Whether the function found it to be a picture. */
  public boolean isPicture() {
    return verdict != null && !verdict.outcome().equals(TaggingOutcome.NotAnImage.CODE);
  }

  /** Whether the user's tags left no room for one of the function's. */
  public boolean hasNoRoom() {
    return verdict != null && verdict.outcome().equals(TaggingOutcome.NoTagsLeft.CODE);
  }

  public boolean isSeenBy(String model) {
    return verdict != null && verdict.model().equals(model);
  }
}
