package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageHeader;
import java.util.List;

/**
 * What was seen in one picture.
 *
 * @param image what the file said of itself
 * @param predictions best first
 * @param timing of each step
 */
public record LabeledImage(ImageHeader image, List<Prediction> predictions, Timing timing) {}
