package io.github.snaplabel.tagging;

import io.github.snaplabel.vision.LabeledImage;

/** How the tagging of one object ended, so that it is not to be tried again. */
public sealed interface TaggingOutcome {
  /**
   * It has its labels, or the first of their tags if there is no room for all.
   *
   * @param bytes of its content
   * @param image what was seen
   * @param labels in one line, as tagged
   */
  record Tagged(long bytes, LabeledImage image, String labels) implements TaggingOutcome {}

  /**
   * It is a picture with labels, and none of their tags has room beside the user's.
   *
   * @param bytes of its content
   */
  record NoRoom(long bytes) implements TaggingOutcome {}

  /** It had labels of the same model already. */
  record AlreadyTagged() implements TaggingOutcome {}

  /**
   * It is no picture by its content, and was left alone.
   *
   * @param bytes of its content
   */
  record NotAPicture(long bytes) implements TaggingOutcome {}

  /**
   * It is a picture that cannot be read, and its tags say so if there is room.
   *
   * @param bytes of its content
   * @param code stable, of what is wrong
   */
  record Unreadable(long bytes, String code) implements TaggingOutcome {}

  /** Its content is in an archive storage class or tier, and must be restored before it is read. */
  record Archived() implements TaggingOutcome {}

  /**
   * Its content is encrypted with a key that its owner has to send (SSE-C), or with a KMS key that
   * is disabled, about to be deleted or gone.
   */
  record CannotDecrypt() implements TaggingOutcome {}

  /** It was deleted or replaced meanwhile. */
  record Gone() implements TaggingOutcome {}
}
