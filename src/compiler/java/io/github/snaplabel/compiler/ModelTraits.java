package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a model that its file does not contain, given by build options.
 *
 * @param labels file with the class names; null for ImageNet's
 * @param hierarchy file with the tree over the classes; null for ImageNet's, or none
 * @param inputSize height and width of the network's input, in pixels; null for that of the model
 *     file
 * @param resize shorter side of the image before cropping, in pixels; null for the default
 * @param mean mean of red, green and blue, 0..1
 * @param std standard deviation of red, green and blue
 * @param name name of the model; null for the name of its architecture
 * @param activation converts logits to probabilities
 */
record ModelTraits(
    @Nullable Path labels,
    @Nullable Path hierarchy,
    @Nullable Integer inputSize,
    @Nullable Integer resize,
    List<Double> mean,
    List<Double> std,
    @Nullable String name,
    Activation activation) {
  /** The traits of TorchVision's ImageNet models. */
  static final ModelTraits IMAGENET =
      new ModelTraits(
          null,
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

  /** Returns the same traits with another input size. */
  ModelTraits withInputSize(int size) {
    return new ModelTraits(labels, hierarchy, size, resize, mean, std, name, activation);
  }

  /** Returns the same traits with another label file. */
  ModelTraits withLabels(Path file) {
    return new ModelTraits(file, hierarchy, inputSize, resize, mean, std, name, activation);
  }

  /** Returns the same traits with another tree over the classes. */
  ModelTraits withHierarchy(Path file) {
    return new ModelTraits(labels, file, inputSize, resize, mean, std, name, activation);
  }

  /** Returns the same traits with another name. */
  ModelTraits withName(String other) {
    return new ModelTraits(labels, hierarchy, inputSize, resize, mean, std, other, activation);
  }

  /**
   * Returns the preprocessing of the network's input.
   *
   * @param size input size of the model file, used if {@link #inputSize} is null
   * @throws InvalidModelException if {@code resize} is less than the input size
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

  /** Adds all traits to a hash, except the contents of files. */
  void addTo(Sha256 hash) {
    hash.add("size " + inputSize).add("resize " + resize);
    hash.add("mean " + mean).add("std " + std);
    hash.add("name " + name).add(activation.name());
  }
}
