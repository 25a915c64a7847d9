package io.github.snaplabel.build;

import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.Precision;
import java.nio.file.Path;

/**
 * What a bundle is made of.
 *
 * @param source the ONNX file
 * @param folder holds {@code labels.txt}, {@code self-test.jpg} and {@code calibration/}
 * @param inputSize height and width of the pictures in pixels
 * @param precision of the network that is used unless another is asked for
 */
record Recipe(SourceModel source, Path folder, int inputSize, Precision precision) {
  /** The names of ImageNet's classes. */
  Path labels() {
    return folder.resolve(ModelBundle.LABELS);
  }

  /** The photo whose answers are stored. */
  Path selfTest() {
    return folder.resolve(ModelBundle.SELF_TEST);
  }

  /** The folder of the photos that ranges are measured on. */
  Path calibration() {
    return folder.resolve("calibration");
  }
}
