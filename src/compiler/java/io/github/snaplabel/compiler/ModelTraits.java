package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person who builds says of a model because its file does not.
 *
 * @param labels file with the names of the classes; null for ImageNet's
 * @param inputSize height and width of the network's input, in pixels; null for what the file says
 * @param resize shorter side of the pictures before they are cropped, in pixels; null for the usual
 * @param mean of red, green and blue, 0..1
 * @param std standard deviation of each
 * @param name of the model; null for that of its architecture
 * @param activation that makes probabilities of its logits
 */
record ModelTraits(
    @Nullable Path labels,
    @Nullable Integer inputSize,
    @Nullable Integer resize,
    List<Double> mean,
    List<Double> std,
    @Nullable String name,
    Activation activation) {
  /** A network that was trained on ImageNet as TorchVision's are. */
  static final ModelTraits USUAL =
      new ModelTraits(
          null,
          null,
          null,
          ModelInput.IMAGENET_MEAN,
          ModelInput.IMAGENET_STD,
          null,
          Activation.SOFTMAX);

  ModelTraits {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** The same for pictures of another size. */
  ModelTraits withInputSize(int size) {
    return new ModelTraits(labels, size, resize, mean, std, name, activation);
  }

  /** The same with labels of one's own. */
  ModelTraits withLabels(Path file) {
    return new ModelTraits(file, inputSize, resize, mean, std, name, activation);
  }

  /** The same with a name. */
  ModelTraits withName(String other) {
    return new ModelTraits(labels, inputSize, resize, mean, std, other, activation);
  }

  /**
   * Returns what the network's input is made like.
   *
   * @param size of the network's input, if {@link #inputSize} does not say otherwise
   * @throws InvalidModelException if the pictures would be resized to less than that
   */
  ModelInput input(int size) throws InvalidModelException {
    int crop = inputSize == null ? size : inputSize;
    int shorterSide = resize == null ? ModelInput.usualResize(crop) : resize;
    if (shorterSide < crop) {
      throw new InvalidModelException(
          "model.resize: expected at least the network's input size, %d, found %d"
              .formatted(crop, shorterSide));
    }
    return new ModelInput(crop, shorterSide, mean, std);
  }

  /** Adds all of it but the labels, which are a file, to a hash. */
  void addTo(Sha256 hash) {
    hash.add("size " + inputSize).add("resize " + resize);
    hash.add("mean " + mean).add("std " + std);
    hash.add("name " + name).add(activation.name());
  }
}
