package io.github.snaplabel.compiler.graph;

import io.github.snaplabel.compiler.checkpoint.CheckpointException;
import io.github.snaplabel.compiler.checkpoint.StateDict;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The weights of one ResNet in a state dict, by TorchVision's names. In the file, all names may
 * have a common prefix, such as {@code module.} or {@code model.backbone.}.
 */
final class ResNetWeights {
  private final StateDict weights;
  private final String prefix;
  private final Set<String> used = new HashSet<>();

  private ResNetWeights(StateDict weights, String prefix) {
    this.weights = weights;
    this.prefix = prefix;
  }

  /**
   * Finds the ResNet in a state dict.
   *
   * @throws InvalidModelException if there is not exactly one
   */
  static ResNetWeights in(StateDict weights) throws InvalidModelException {
    return new ResNetWeights(weights, ResNetPrefix.find(weights));
  }

  boolean has(String name) {
    return weights.names().contains(prefix + name);
  }

  /** Reads a tensor and marks it as used. */
  FloatTensor read(String name) throws IOException, CheckpointException, InvalidModelException {
    shape(name);
    return readWhole(prefix + name);
  }

  private FloatTensor readWhole(String name) throws IOException, CheckpointException {
    used.add(name);
    return new FloatTensor(weights.shape(name), weights.read(name));
  }

  private List<Long> shape(String name) throws InvalidModelException {
    if (!has(name)) {
      throw new InvalidModelException(prefix + name + " is missing");
    }
    return weights.shape(prefix + name);
  }

  /**
   * Checks the weights of a convolution, {@code [outputs,inputs/groups,size,size]}.
   *
   * @throws InvalidModelException if they are missing or have another shape
   */
  Kernel kernel(String name, int inputs, int size) throws InvalidModelException {
    List<Long> shape = shape(name);
    if (shape.size() != 4 || shape.get(2) != size || shape.get(3) != size) {
      throw unfit(prefix + name, "a ResNet has %dx%d there".formatted(size, size));
    }
    long outputs = shape.get(0);
    long perGroup = shape.get(1);
    long groups = perGroup == 0 ? 0 : inputs / perGroup;
    // Only bottlenecks of ResNeXt have groups; their 3x3 convolution keeps the number of channels.
    boolean grouped = groups > 1 && outputs == inputs && size == 3 && has(third(name));
    if (outputs == 0 || groups * perGroup != inputs || (groups > 1 && !grouped)) {
      throw unfit(prefix + name, "a ResNet has %d input channels there".formatted(inputs));
    }
    return new Kernel(Math.toIntExact(outputs), Math.toIntExact(groups));
  }

  private static String third(String name) {
    return name.replaceFirst("conv2\\.weight$", "conv3.weight");
  }

  /**
   * Checks the weights of a convolution on the shortcut around a block.
   *
   * @throws InvalidModelException if its output can't be added to the block's
   */
  void checkShortcut(String name, int outputs, int expected) throws InvalidModelException {
    if (outputs != expected) {
      throw unfit(prefix + name, "a ResNet has %d output channels there".formatted(expected));
    }
  }

  /**
   * Checks a vector with one value per channel.
   *
   * @throws InvalidModelException if it is missing or has another length
   */
  void checkVector(String name, int channels) throws InvalidModelException {
    if (!shape(name).equals(List.of((long) channels))) {
      throw unfit(prefix + name, "a ResNet has [%d] there".formatted(channels));
    }
  }

  /**
   * Reads the last layer: {@code fc}, or the only linear layer of a Sequential with that name. It
   * may lack the common prefix, as in {@code backbone.conv1.weight} and {@code fc.weight}.
   *
   * @param features number of its inputs
   * @throws InvalidModelException if it is missing, of another shape, or one of several layers
   */
  ClassifierHead classifier(int features)
      throws IOException, CheckpointException, InvalidModelException {
    String outer = prefix;
    List<String> layers = headLayers(outer);
    while (layers.isEmpty() && !outer.isEmpty()) {
      outer = outer.substring(0, outer.lastIndexOf('.', outer.length() - 2) + 1);
      layers = headLayers(outer);
    }
    if (layers.isEmpty()) {
      throw new InvalidModelException(prefix + "fc.weight is missing: the network has no classes");
    }
    if (layers.size() > 1) {
      throw new InvalidModelException(
          "%s have weights, and a state dict does not tell what is between them"
                  .formatted(String.join(" and ", layers))
              + ResNetPrefix.ONNX_ADVICE);
    }
    String weight = layers.getFirst() + ".weight";
    List<Long> shape = weights.shape(weight);
    if (shape.size() != 2 || shape.get(1) != features) {
      throw unfit(weight, "a ResNet has %d features there".formatted(features));
    }
    if (shape.getFirst() < 2) {
      throw unfit(weight, "a classifier has two classes or more");
    }
    return new ClassifierHead(
        readWhole(weight), bias(layers.getFirst() + ".bias", shape.getFirst().intValue()));
  }

  private List<String> headLayers(String outer) {
    Pattern layer = Pattern.compile(Pattern.quote(outer + "fc") + "(\\.\\d{1,4})?\\.weight");
    return weights.names().stream()
        .filter(name -> layer.matcher(name).matches())
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .toList();
  }

  private FloatTensor bias(String name, int classes)
      throws IOException, CheckpointException, InvalidModelException {
    if (!weights.names().contains(name)) {
      return FloatTensor.zeros(classes);
    }
    if (!weights.shape(name).equals(List.of((long) classes))) {
      throw unfit(name, "a ResNet has [%d] there".formatted(classes));
    }
    return readWhole(name);
  }

  /**
   * Checks that all tensors were read: an ignored one would change the predictions.
   *
   * @throws InvalidModelException if a tensor was not read
   */
  void checkAllUsed() throws InvalidModelException {
    for (String name : weights.names()) {
      boolean counter = name.endsWith(".num_batches_tracked");
      if (name.startsWith(prefix) && !used.contains(name) && !counter) {
        throw new InvalidModelException(
            "%s is %s; a ResNet has no such tensor".formatted(name, weights.shapeText(name))
                + ResNetPrefix.ONNX_ADVICE);
      }
    }
  }

  private InvalidModelException unfit(String name, String expected) {
    return new InvalidModelException(
        "%s is %s; %s".formatted(name, weights.shapeText(name), expected));
  }

  /**
   * The shape of a convolution's weights.
   *
   * @param outputs number of output channels
   * @param groups 1, or the cardinality of a ResNeXt
   */
  record Kernel(int outputs, int groups) {}

  /**
   * The last layer.
   *
   * @param weight {@code [classes,features]}
   * @param bias {@code [classes]}
   */
  record ClassifierHead(FloatTensor weight, FloatTensor bias) {}
}
