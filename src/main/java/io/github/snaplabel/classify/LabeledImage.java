package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageHeader;
import java.util.List;

/**
 * The predictions for one image.
 *
 * @param image the header of its file
 * @param predictions most probable first
 * @param timing of each step
 */
public record LabeledImage(ImageHeader image, List<Prediction> predictions, Timing timing) {}
