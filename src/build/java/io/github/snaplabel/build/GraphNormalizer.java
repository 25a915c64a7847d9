package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the graph of a residual classifier, which exporters write in many ways, into the one form
 * of {@link Network}: constants gathered, Identity removed, BatchNormalization folded into its
 * Conv, ReduceMean and Reshape around the pooled features written as GlobalAveragePool and Flatten.
 */
final class GraphNormalizer {
  private final Constants constants;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  /** By the tensor that each makes, in the order of execution. */
  private final Map<String, NodeProto> nodes = new LinkedHashMap<>();

  private final Map<String, FloatTensor> weights = new HashMap<>();

  private GraphNormalizer(GraphProto graph) {
    constants = new Constants(graph);
    for (NodeProto node : graph.getNodeList()) {
      node.getInputList().forEach(tensor -> uses.merge(tensor, 1, Integer::sum));
    }
  }

  /**
   * Normalises a graph whose {@link ModelContract} was checked.
   *
   * @throws InvalidModel if it has a node that is not handled (which is named), or does not end in
   *     global average pooling and one Gemm to the classes
   */
  static Network normalize(GraphProto graph) throws InvalidModel {
    GraphNormalizer normalizer = new GraphNormalizer(graph);
    for (NodeProto node : graph.getNodeList()) {
      normalizer.add(node);
    }
    return normalizer.network(ModelContract.input(graph).getName(), graph.getOutput(0).getName());
  }

  private void add(NodeProto node) throws InvalidModel {
    if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
      throw unsupported(node);
    }
    switch (node.getOpType()) {
      case "Constant" -> constants.add(node);
      case "Identity", "Dropout" -> pass(node);
      case "Conv" -> addConv(node);
      case "BatchNormalization" -> foldBatchNormalization(node);
      case "Relu", "MaxPool", "GlobalAveragePool" -> keep(node, List.of(data(node, 0)));
      case "Add" -> keep(node, List.of(data(node, 0), data(node, 1)));
      case "ReduceMean" -> addMean(node);
      case "Flatten", "Reshape" -> addFlatten(node);
      case "Gemm" -> addGemm(node);
      default -> throw unsupported(node);
    }
  }

  /** A node that hands on its input as it is. */
  private void pass(NodeProto node) {
    String input = node.getInput(0);
    if (constants.contain(input)) {
      constants.alias(input, node.getOutput(0));
    } else {
      aliases.put(node.getOutput(0), aliases.getOrDefault(input, input));
    }
  }

  private void addConv(NodeProto node) throws InvalidModel {
    FloatTensor kernel = constants.floats(node, 1);
    if (kernel.shape().size() != 4) {
      throw unsupported(node);
    }
    FloatTensor bias =
        node.getInputCount() > 2 && !node.getInput(2).isEmpty()
            ? constants.floats(node, 2)
            : zeros(kernel.size(0));
    keepWeighted(node, kernel, bias);
  }

  /** Conv then y = scale (x - mean) / sqrt(variance + epsilon) + shift is one Conv again. */
  private void foldBatchNormalization(NodeProto node) throws InvalidModel {
    String input = data(node, 0);
    NodeProto conv = nodes.get(input);
    if (conv == null || !conv.getOpType().equals("Conv") || uses.getOrDefault(input, 0) != 1) {
      throw new InvalidModel(
          OnnxNodes.describe(node) + ": expected a Conv of its own before it, found none");
    }
    FloatTensor kernel = weight(conv, 1);
    FloatTensor bias = weight(conv, 2);
    float[] scale = constants.floats(node, 1).values();
    float[] shift = constants.floats(node, 2).values();
    float[] mean = constants.floats(node, 3).values();
    float[] variance = constants.floats(node, 4).values();
    double epsilon = OnnxNodes.real(node, "epsilon", 1e-5f);
    float[] folded = new float[kernel.values().length];
    float[] foldedBias = new float[kernel.size(0)];
    int perChannel = folded.length / foldedBias.length;
    for (int channel = 0; channel < foldedBias.length; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
      for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
        folded[i] = (float) (kernel.values()[i] * factor);
      }
      foldedBias[channel] =
          (float) ((bias.values()[channel] - mean[channel]) * factor + shift[channel]);
    }
    nodes.remove(input);
    weights.keySet().removeAll(conv.getInputList());
    NodeProto renamed = conv.toBuilder().setOutput(0, node.getOutput(0)).build();
    keepWeighted(
        renamed,
        new FloatTensor(kernel.shape(), folded),
        new FloatTensor(bias.shape(), foldedBias));
  }

  /** The mean over height and width is global average pooling. */
  private void addMean(NodeProto node) throws InvalidModel {
    List<Long> axes =
        node.getInputCount() > 1
            ? constants.integers(node, 1)
            : OnnxNodes.find(node, "axes").map(a -> a.getIntsList()).orElse(List.of());
    Set<Long> positive = new HashSet<>();
    axes.forEach(axis -> positive.add(axis < 0 ? axis + 4 : axis));
    if (!positive.equals(Set.of(2L, 3L))) {
      throw unsupported(node);
    }
    String output = node.getOutput(0);
    boolean flat = OnnxNodes.integer(node, "keepdims", 1) == 0;
    String pooled = flat ? output + "/pooled" : output;
    put(OnnxNodes.node("GlobalAveragePool", List.of(data(node, 0)), pooled).build());
    if (flat) {
      put(flatten(pooled, output));
    }
  }

  /** What is reshaped to two dimensions after global average pooling is flattened. */
  private void addFlatten(NodeProto node) throws InvalidModel {
    String input = data(node, 0);
    NodeProto before = nodes.get(input);
    boolean pooled = before != null && before.getOpType().equals("GlobalAveragePool");
    boolean twoDimensions =
        node.getOpType().equals("Reshape")
            ? constants.integers(node, 1).size() == 2
            : OnnxNodes.integer(node, "axis", 1) == 1;
    if (!pooled || !twoDimensions) {
      throw unsupported(node);
    }
    put(flatten(input, node.getOutput(0)));
  }

  private static NodeProto flatten(String input, String output) {
    return OnnxNodes.node("Flatten", List.of(input), output)
        .addAttribute(OnnxNodes.attribute("axis", 1))
        .build();
  }

  private void addGemm(NodeProto node) throws InvalidModel {
    boolean plain =
        OnnxNodes.real(node, "alpha", 1) == 1
            && OnnxNodes.real(node, "beta", 1) == 1
            && OnnxNodes.integer(node, "transA", 0) == 0;
    FloatTensor matrix = constants.floats(node, 1);
    if (!plain || matrix.shape().size() != 2) {
      throw unsupported(node);
    }
    FloatTensor rows = OnnxNodes.integer(node, "transB", 0) == 1 ? matrix : transpose(matrix);
    FloatTensor bias = node.getInputCount() > 2 ? constants.floats(node, 2) : zeros(rows.size(0));
    NodeProto gemm =
        OnnxNodes.node("Gemm", List.of(node.getInput(0)), node.getOutput(0))
            .addAttribute(OnnxNodes.attribute("transB", 1))
            .build();
    keepWeighted(gemm, rows, bias);
  }

  private static FloatTensor transpose(FloatTensor matrix) {
    int rows = matrix.size(0);
    int columns = matrix.size(1);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[column * rows + row] = matrix.values()[row * columns + column];
      }
    }
    return new FloatTensor(List.of((long) columns, (long) rows), values);
  }

  private static FloatTensor zeros(int count) {
    return new FloatTensor(List.of((long) count), new float[count]);
  }

  private FloatTensor weight(NodeProto node, int input) {
    FloatTensor tensor = weights.get(node.getInput(input));
    if (tensor == null) {
      throw new IllegalStateException(OnnxNodes.describe(node) + " lost its weights");
    }
    return tensor;
  }

  /** Keeps a Conv or Gemm, its weights under names of its own. */
  private void keepWeighted(NodeProto node, FloatTensor kernel, FloatTensor bias)
      throws InvalidModel {
    String output = node.getOutput(0);
    weights.put(output + "/weights", kernel);
    weights.put(output + "/bias", bias);
    keep(node, List.of(data(node, 0), output + "/weights", output + "/bias"));
  }

  private void keep(NodeProto node, List<String> inputs) {
    put(
        OnnxNodes.node(node.getOpType(), inputs, node.getOutput(0))
            .addAllAttribute(node.getAttributeList())
            .build());
  }

  private void put(NodeProto node) {
    nodes.put(node.getOutput(0), node);
  }

  /** The tensor that a node takes, which must depend on the picture. */
  private String data(NodeProto node, int input) throws InvalidModel {
    if (node.getInputCount() <= input || constants.contain(node.getInput(input))) {
      throw unsupported(node);
    }
    return aliases.getOrDefault(node.getInput(input), node.getInput(input));
  }

  private Network network(String input, String output) throws InvalidModel {
    String logits = aliases.getOrDefault(output, output);
    List<NodeProto> list = new ArrayList<>(nodes.values());
    NodeProto last = nodes.get(logits);
    boolean pools = list.stream().anyMatch(n -> n.getOpType().equals("GlobalAveragePool"));
    boolean classifies =
        last != null
            && last.getOpType().equals("Gemm")
            && weight(last, 1).size(0) == ModelContract.CLASSES;
    if (!pools || !classifies) {
      throw new InvalidModel(
          "the model: expected it to end in GlobalAveragePool, Flatten and a Gemm to %d logits,"
                  .formatted(ModelContract.CLASSES)
              + " found "
              + (last == null ? "no such nodes" : OnnxNodes.describe(last)));
    }
    return new Network(input, logits, list, weights);
  }

  private static InvalidModel unsupported(NodeProto node) {
    return new InvalidModel(
        OnnxNodes.describe(node)
            + " is not handled in this place: expected a residual network of Conv,"
            + " BatchNormalization, Relu, Add, MaxPool, GlobalAveragePool, Flatten and Gemm");
  }
}
