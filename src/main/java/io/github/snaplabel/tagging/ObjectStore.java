package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;
import java.util.Map;

/**
 * What the tagger needs of S3. Thread-safe. Everything but {@link ObjectGoneException} and {@link
 * ContentUnavailableException} is thrown as the client throws it, unchecked: it is no fault of the
 * object.
 */
public interface ObjectStore {
  /**
   * Opens the content that an event tells of: its version, or else what has its ETag.
   *
   * @throws ObjectGoneException if that content is not there any more
   * @throws ContentUnavailableException if it is archived or cannot be decrypted
   */
  StoredObject open(ObjectRef object, Deadline deadline)
      throws ObjectGoneException, ContentUnavailableException;

  /**
   * Makes sure that the object still has the content.
   *
   * @throws ObjectGoneException if not
   */
  void check(StoredObject.Id object, Deadline deadline) throws ObjectGoneException;

  /** All tags of an object. */
  Map<String, String> tags(StoredObject.Id object, Deadline deadline) throws ObjectGoneException;

  /** Replaces all tags of an object, ten at most. */
  void tag(StoredObject.Id object, Map<String, String> tags, Deadline deadline)
      throws ObjectGoneException;
}
