package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;

/** The outcome of tagging one object, which is never retried. */
public sealed interface TaggingOutcome {
  /** Returns the stable code of this outcome, for logs and responses. */
  String code();

  /**
   * The object was labeled and has our tags, or the first of them if not all fit.
   *
   * @param bytes size of the content
   * @param image result of the classification
   * @param labels in one line, as in the tag
   */
  record Tagged(long bytes, LabeledImage image, String labels) implements TaggingOutcome {
    @Override
    public String code() {
      return "labeled";
    }
  }

  /**
   * The image was labeled, but the object already has ten tags of the user.
   *
   * @param bytes size of the content
   * @param image result of the classification
   */
  record NoTagsLeft(long bytes, LabeledImage image) implements TaggingOutcome {
    /** The code, which the local folder stores with an object's tags. */
    public static final String CODE = "no-room";

    @Override
    public String code() {
      return CODE;
    }
  }

  /** The object already had tags of the same model. */
  record AlreadyTagged() implements TaggingOutcome {
    @Override
    public String code() {
      return "already-labeled";
    }
  }

  /**
   * The content is not an image, and was not tagged.
   *
   * @param bytes size of the content
   */
  record NotAnImage(long bytes) implements TaggingOutcome {
    /** The code, which the local folder stores with an object's tags. */
    public static final String CODE = "not-a-picture";

    @Override
    public String code() {
      return CODE;
    }
  }

  /**
   * The content is an image that cannot be read. Its tags contain the code, if one more tag fits.
   *
   * @param bytes size of the content
   * @param code stable code of the reason, such as {@code corrupt-image}
   */
  record Unreadable(long bytes, String code) implements TaggingOutcome {}

  /** The content is in an archive storage class or tier, and has to be restored first. */
  record Archived() implements TaggingOutcome {
    @Override
    public String code() {
      return "archived";
    }
  }

  /**
   * The content is encrypted with a key that the caller has to send (SSE-C), or with a KMS key that
   * is disabled, pending deletion or deleted.
   */
  record CannotDecrypt() implements TaggingOutcome {
    @Override
    public String code() {
      return "cannot-decrypt";
    }
  }

  /** The object was deleted or replaced after its event was sent. */
  record Gone() implements TaggingOutcome {
    /** The code, which the local folder reads from the function's response. */
    public static final String CODE = "gone";

    @Override
    public String code() {
      return CODE;
    }
  }
}
