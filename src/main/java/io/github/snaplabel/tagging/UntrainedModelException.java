package io.github.snaplabel.tagging;

/** The labels of an untrained model are not written as tags, because no setting allows it. */
public final class UntrainedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the setting that allows them. */
  public UntrainedModelException() {
    super(
        "The model is untrained: no tags are written; SNAPLABEL_TAG_UNTRAINED=true allows its"
            + " random labels");
  }
}
