package io.github.snaplabel.local.folder;

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
 * @param sight what the function made of it; null until it has told
 */
record TagEntry(
    String eTag, Stamp stamp, Instant time, Map<String, String> tags, @Nullable Sight sight) {
  static final String NO_ROOM = "no-room";

  /**
   * A look that has been taken.
   *
   * @param outcome the function's word for it, such as {@code labeled} or {@code not-a-picture}
   * @param model that looked, its version included
   */
  record Sight(String outcome, String model) {}

  TagEntry {
    tags = Map.copyOf(tags);
  }

  static TagEntry of(FolderObject object, Map<String, String> tags, @Nullable Sight sight) {
    return new TagEntry(object.eTag(), object.stamp(), Instant.now(), tags, sight);
  }

  TagEntry with(Sight taken) {
    return new TagEntry(eTag, stamp, time, tags, taken);
  }

  /** Whether the function found it to be a picture. */
  boolean isPicture() {
    return sight != null && !sight.outcome().equals("not-a-picture");
  }

  /** Whether the user's tags left no room for one of the function's. */
  boolean hasNoRoom() {
    return sight != null && sight.outcome().equals(NO_ROOM);
  }

  boolean isSeenBy(String model) {
    return sight != null && sight.model().equals(model);
  }
}
