package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.snaplabel.compiler.checkpoint.CheckpointException;
import io.github.snaplabel.compiler.checkpoint.StateDict;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Builds the graph of a TorchVision ResNet from its weights.
 *
 * <p>Names and shapes of the weights determine the number of blocks, their kind (a bottleneck has a
 * third convolution), widths, groups (ResNeXt) and classes. Strides are TorchVision's: 2 in the
 * first block of stages 2 to 4, at the 3x3 convolution of a bottleneck.
 */
final class ResNetGraph {
  private static final int STAGES = 4;

  /** Default of PyTorch's BatchNorm2d, which TorchVision uses. */
  private static final float EPSILON = 1e-5f;

  private final ResNetWeights weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("resnet");

  private ResNetGraph(ResNetWeights weights) {
    this.weights = weights;
  }

  /**
   * Builds a graph with the input {@code [1,3,H,W]}, of any size, and the output {@code
   * [1,classes]} with raw logits.
   *
   * @throws InvalidModelException if the weights are not those of a ResNet; the message names the
   *     tensor that does not fit
   * @throws CheckpointException if a tensor cannot be read
   */
  static GraphProto of(StateDict stateDict)
      throws IOException, CheckpointException, InvalidModelException {
    return new ResNetGraph(ResNetWeights.in(stateDict)).build();
  }

  private GraphProto build() throws IOException, CheckpointException, InvalidModelException {
    graph.addInput(value("input", dimension(1), dimension(3), open("height"), open("width")));
    Features x = relu(convolution("conv1", "bn1", new Features("input", 3), 7, 2));
    x = new Features(add(window("MaxPool", List.of(x.tensor), "maxpool", 3, 2)), x.channels);
    for (int stage = 1; stage <= STAGES; stage++) {
      String name = "layer" + stage + ".";
      int index = 0;
      do {
        int stride = stage > 1 && index == 0 ? 2 : 1;
        x = block(name + index + ".", x, stride);
        index++;
      } while (weights.has(name + index + ".conv1.weight"));
    }
    classify(x);
    weights.checkAllUsed();
    return graph.build();
  }

  private Features block(String name, Features input, int stride)
      throws IOException, CheckpointException, InvalidModelException {
    Features x;
    if (weights.has(name + "conv3.weight")) {
      x = relu(convolution(name + "conv1", name + "bn1", input, 1, 1));
      x = relu(convolution(name + "conv2", name + "bn2", x, 3, stride));
      x = convolution(name + "conv3", name + "bn3", x, 1, 1);
    } else {
      x = relu(convolution(name + "conv1", name + "bn1", input, 3, stride));
      x = convolution(name + "conv2", name + "bn2", x, 3, 1);
    }
    Features shortcut = input;
    String projection = name + "downsample.";
    boolean changes = stride != 1 || x.channels != input.channels;
    if (changes || weights.has(projection + "0.weight")) {
      shortcut = convolution(projection + "0", projection + "1", input, 1, stride);
      weights.checkShortcut(projection + "0.weight", shortcut.channels, x.channels);
    }
    NodeProto.Builder sum = OnnxNodes.node("Add", List.of(x.tensor, shortcut.tensor), name + "add");
    return relu(new Features(add(sum), x.channels));
  }

  /** Adds a convolution without a bias, and its batch normalization. */
  private Features convolution(
      String name, String normalization, Features input, int size, int stride)
      throws IOException, CheckpointException, InvalidModelException {
    ResNetWeights.Kernel kernel = weights.kernel(name + ".weight", input.channels, size);
    String weight = constant(name + ".weight");
    NodeProto.Builder conv = window("Conv", List.of(input.tensor, weight), name, size, stride);
    String output = add(conv.addAttribute(OnnxNodes.attribute("group", kernel.groups())));
    String[] statistics = {output, "weight", "bias", "running_mean", "running_var"};
    for (int i = 1; i < statistics.length; i++) {
      String vector = normalization + "." + statistics[i];
      weights.checkVector(vector, kernel.outputs());
      statistics[i] = constant(vector);
    }
    NodeProto.Builder node =
        OnnxNodes.node("BatchNormalization", List.of(statistics), normalization)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("epsilon")
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(EPSILON));
    return new Features(add(node), kernel.outputs());
  }

  private void classify(Features x) throws IOException, CheckpointException, InvalidModelException {
    String pooled = add(OnnxNodes.node("GlobalAveragePool", List.of(x.tensor), "avgpool"));
    String features =
        add(
            OnnxNodes.node("Flatten", List.of(pooled), "flatten")
                .addAttribute(OnnxNodes.attribute("axis", 1)));
    ResNetWeights.ClassifierHead classifier = weights.classifier(x.channels);
    graph.addInitializer(classifier.weight().toProto("fc.weight"));
    graph.addInitializer(classifier.bias().toProto("fc.bias"));
    add(
        OnnxNodes.node("Gemm", List.of(features, "fc.weight", "fc.bias"), "logits")
            .addAttribute(OnnxNodes.attribute("transB", 1)));
    graph.addOutput(value("logits", dimension(1), dimension(classifier.weight().size(0))));
  }

  private Features relu(Features input) {
    String output = input.tensor + "/relu";
    return new Features(add(OnnxNodes.node("Relu", List.of(input.tensor), output)), input.channels);
  }

  private String constant(String name)
      throws IOException, CheckpointException, InvalidModelException {
    graph.addInitializer(weights.read(name).toProto(name));
    return name;
  }

  private String add(NodeProto.Builder node) {
    graph.addNode(node);
    return node.getOutput(0);
  }

  /** Returns a Conv or MaxPool with a square window and a padding of half its size. */
  private static NodeProto.Builder window(
      String operator, List<String> inputs, String output, int size, int stride) {
    long padding = size / 2;
    return OnnxNodes.node(operator, inputs, output)
        .addAttribute(integers("kernel_shape", size, size))
        .addAttribute(integers("strides", stride, stride))
        .addAttribute(integers("pads", padding, padding, padding, padding));
  }

  private static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static ValueInfoProto value(String name, Dimension... dimensions) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(TensorShapeProto.newBuilder().addAllDim(List.of(dimensions)))))
        .build();
  }

  private static Dimension dimension(long size) {
    return Dimension.newBuilder().setDimValue(size).build();
  }

  private static Dimension open(String name) {
    return Dimension.newBuilder().setDimParam(name).build();
  }

  /** Returns a tensor type {@code [1,channels,height,width]}. */
  private record Features(String tensor, int channels) {}
}
