package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;
import java.util.Map;

/**
 * The operations of S3 that the tagger uses. Thread-safe. Failures other than {@link
 * ObjectGoneException} and {@link ContentUnavailableException} are not caused by the object, and
 * are thrown as the SDK's unchecked exceptions.
 */
public interface ObjectStore {
  /**
   * Opens the content that an event refers to by its version, or otherwise by its ETag.
   *
   * @throws ObjectGoneException if that content no longer exists
   * @throws ContentUnavailableException if the content is archived or cannot be decrypted
   */
  StoredObject open(ObjectRef object, Deadline deadline)
      throws ObjectGoneException, ContentUnavailableException;

  /**
   * Checks that the object still has the content.
   *
   * @throws ObjectGoneException if the object was deleted or replaced
   */
  void requireUnchanged(StoredObject.Id object, Deadline deadline) throws ObjectGoneException;

  /** Returns all tags of an object. */
  Map<String, String> tags(StoredObject.Id object, Deadline deadline) throws ObjectGoneException;

  /** Replaces all tags of an object with at most ten tags. */
  void tag(StoredObject.Id object, Map<String, String> tags, Deadline deadline)
      throws ObjectGoneException;
}
