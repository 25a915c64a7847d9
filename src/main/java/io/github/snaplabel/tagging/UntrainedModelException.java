package io.github.snaplabel.tagging;

/** Thrown if the model is untrained and the settings do not allow writing its labels as tags. */
public final class UntrainedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that names the setting. */
  public UntrainedModelException() {
    super(
        "The model is untrained: no tags are written; SNAPLABEL_TAG_UNTRAINED=true allows its"
            + " random labels");
  }
}
