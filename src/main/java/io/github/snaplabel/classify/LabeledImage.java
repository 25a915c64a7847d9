package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one image.
 *
 * @param image the header of its file
 * @param predictions most probable first
 * @param label the most specific class or node that is certain; null if none is
 * @param timing of each step
 */
public record LabeledImage(
    ImageHeader image, List<Prediction> predictions, @Nullable SureLabel label, Timing timing) {}
