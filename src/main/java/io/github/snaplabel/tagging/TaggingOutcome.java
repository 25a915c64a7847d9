package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;

/** How the tagging of one object ended; none of these is retried. */
public sealed interface TaggingOutcome {
  /** Returns the stable code of this outcome, for logs and answers. */
  String code();

  /**
   * The object has its labels, or the first of their tags if not all fit.
   *
   * @param bytes of its content
   * @param image what was seen
   * @param labels in one line, as tagged
   */
  record Tagged(long bytes, LabeledImage image, String labels) implements TaggingOutcome {
    @Override
    public String code() {
      return "labeled";
    }
  }

  /**
   * The object is an image with labels, and the user's ten tags leave none for ours.
   *
   * @param bytes of its content
   */
  record NoTagsLeft(long bytes) implements TaggingOutcome {
    /** The code, which the local folder keeps beside an object's tags. */
    public static final String CODE = "no-room";

    @Override
    public String code() {
      return CODE;
    }
  }

  /** The object had labels of the same model already. */
  record AlreadyTagged() implements TaggingOutcome {
    @Override
    public String code() {
      return "already-labeled";
    }
  }

  /**
   * The object's content is not an image; it was left alone.
   *
   * @param bytes of its content
   */
  record NotAnImage(long bytes) implements TaggingOutcome {
    /** The code, which the local folder keeps beside an object's tags. */
    public static final String CODE = "not-a-picture";

    @Override
    public String code() {
      return CODE;
    }
  }

  /**
   * The object is an image that cannot be read, and its tags say so if one more fits.
   *
   * @param bytes of its content
   * @param code stable, of what is wrong with it
   */
  record Unreadable(long bytes, String code) implements TaggingOutcome {}

  /** The content is in an archive storage class or tier, and must be restored before it is read. */
  record Archived() implements TaggingOutcome {
    @Override
    public String code() {
      return "archived";
    }
  }

  /**
   * The content is encrypted with a key that its owner has to send (SSE-C), or with a KMS key that
   * is disabled, about to be deleted or gone.
   */
  record CannotDecrypt() implements TaggingOutcome {
    @Override
    public String code() {
      return "cannot-decrypt";
    }
  }

  /** The object was deleted or replaced meanwhile. */
  record Gone() implements TaggingOutcome {
    /** The code, which the local folder understands. */
    public static final String CODE = "gone";

    @Override
    public String code() {
      return CODE;
    }
  }
}
