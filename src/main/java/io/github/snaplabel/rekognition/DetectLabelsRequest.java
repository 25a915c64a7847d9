package io.github.snaplabel.rekognition;

/**
 * A valid request.
 *
 * @param maxLabels maximum number of labels, 0 to {@value #MAX_LABELS}
 * @param minConfidence lowest confidence of a label, in percent
 */
record DetectLabelsRequest(
    RequestImage image, int maxLabels, double minConfidence, LabelFilters filters) {
  /** Rekognition's default and upper limit. */
  static final int MAX_LABELS = 1000;

  /** Rekognition's default, in percent. */
  static final double MIN_CONFIDENCE = 55;
}
