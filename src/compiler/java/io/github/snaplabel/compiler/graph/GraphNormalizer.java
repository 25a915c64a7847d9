package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Converts the graph of a residual classifier, which exporters write in many ways, to the normal
 * form of {@link Network}: collects constants, removes Identity, folds BatchNormalization into the
 * preceding Conv, and replaces ReduceMean and Reshape by GlobalAveragePool and Flatten.
 */
public final class GraphNormalizer {
  private final Constants constants;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final NetworkBuilder network = new NetworkBuilder();

  private GraphNormalizer(GraphProto graph) {
    constants = new Constants(graph);
    for (NodeProto node : graph.getNodeList()) {
      node.getInputList().forEach(tensor -> uses.merge(tensor, 1, Integer::sum));
    }
  }

  /**
   * Converts a graph that fulfills the {@link ModelContract}.
   *
   * @throws InvalidModelException if the graph has an unsupported node, which the message names, or
   *     does not end in global average pooling and a Gemm
   */
  public static Network normalize(GraphProto graph) throws InvalidModelException {
    GraphNormalizer normalizer = new GraphNormalizer(graph);
    for (NodeProto node : graph.getNodeList()) {
      normalizer.add(node);
    }
    Network network =
        normalizer.network.build(
            ModelContract.input(graph).getName(), normalizer.origin(graph.getOutput(0).getName()));
    ModelContract.checkClasses(graph, network.classes());
    return network;
  }

  /**
   * Converts a model. If it is not supported as written, tries again with constants folded by ONNX
   * Runtime: exported models may compute shapes at run time, or have MatMul and Add in place of
   * Gemm.
   *
   * @param inputSize height and width of the image, in pixels
   * @throws InvalidModelException as for {@link #normalize(GraphProto)}, about the model as written
   */
  public static Network normalize(ModelProto model, int inputSize)
      throws IOException, InvalidModelException {
    ModelContract.checkOpset(model);
    try {
      return normalize(model.getGraph());
    } catch (InvalidModelException asWritten) {
      try {
        return normalize(GraphFolding.fold(model, inputSize).getGraph());
      } catch (InvalidModelException | OrtException e) {
        asWritten.addSuppressed(e);
        throw asWritten;
      }
    }
  }

  private void add(NodeProto node) throws InvalidModelException {
    if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
      throw unsupported(node);
    }
    switch (node.getOpType()) {
      case "Constant" -> constants.add(node);
      case "Identity", "Dropout" -> pass(node);
      case "Cast" -> addCast(node);
      case "Conv" -> addConv(node);
      case "BatchNormalization" -> foldBatchNormalization(node);
      case "Relu", "MaxPool", "GlobalAveragePool" -> network.add(node, List.of(data(node, 0)));
      case "Add" -> network.add(node, List.of(data(node, 0), data(node, 1)));
      case "ReduceMean" -> addMean(node);
      case "Flatten", "Reshape" -> addFlatten(node);
      case "Gemm" -> addGemm(node);
      default -> throw unsupported(node);
    }
  }

  /** Removes a node whose output equals its input. */
  private void pass(NodeProto node) {
    String input = node.getInput(0);
    if (constants.contain(input)) {
      constants.alias(input, node.getOutput(0));
    } else {
      aliases.put(node.getOutput(0), origin(input));
    }
  }

  /** Removes a cast to float32: all tensors that depend on the image have that type. */
  private void addCast(NodeProto node) throws InvalidModelException {
    if (OnnxNodes.integer(node, "to", 0) != TensorProto.DataType.FLOAT.getNumber()) {
      throw unsupported(node);
    }
    pass(node);
  }

  private void addConv(NodeProto node) throws InvalidModelException {
    FloatTensor kernel = constants.floats(node, 1);
    if (kernel.shape().size() != 4) {
      throw unsupported(node);
    }
    network.add(node, data(node, 0), kernel, bias(node, kernel.size(0)));
  }

  private void foldBatchNormalization(NodeProto node) throws InvalidModelException {
    String input = data(node, 0);
    NodeProto conv = network.maker(input, "Conv");
    if (conv == null || uses.getOrDefault(input, 0) != 1) {
      throw new InvalidModelException(
          OnnxNodes.describe(node)
              + ": expected a Conv before it whose output has no other consumer, found none");
    }
    FloatTensor unfolded = network.kernel(conv);
    BatchNormalization normalization = BatchNormalization.read(node, constants, unfolded.size(0));
    FloatTensor kernel = normalization.foldKernel(unfolded);
    FloatTensor bias = normalization.foldBias(network.bias(conv));
    network.remove(conv);
    NodeProto renamed = conv.toBuilder().setOutput(0, node.getOutput(0)).build();
    network.add(renamed, conv.getInput(0), kernel, bias);
  }

  /** Replaces the mean over height and width by global average pooling. */
  private void addMean(NodeProto node) throws InvalidModelException {
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
    network.add(OnnxNodes.node("GlobalAveragePool", List.of(data(node, 0)), pooled).build());
    if (flat) {
      network.add(flatten(pooled, output));
    }
  }

  /** Replaces a Reshape to two dimensions after global average pooling by Flatten. */
  private void addFlatten(NodeProto node) throws InvalidModelException {
    String input = data(node, 0);
    boolean pooled = network.maker(input, "GlobalAveragePool") != null;
    boolean twoDimensions =
        node.getOpType().equals("Reshape")
            ? constants.integers(node, 1).size() == 2
            : OnnxNodes.integer(node, "axis", 1) == 1;
    if (!pooled || !twoDimensions) {
      throw unsupported(node);
    }
    network.add(flatten(input, node.getOutput(0)));
  }

  private static NodeProto flatten(String input, String output) {
    return OnnxNodes.node("Flatten", List.of(input), output)
        .addAttribute(OnnxNodes.attribute("axis", 1))
        .build();
  }

  private void addGemm(NodeProto node) throws InvalidModelException {
    boolean plain =
        OnnxNodes.real(node, "alpha", 1) == 1
            && OnnxNodes.real(node, "beta", 1) == 1
            && OnnxNodes.integer(node, "transA", 0) == 0;
    FloatTensor matrix = constants.floats(node, 1);
    if (!plain || matrix.shape().size() != 2) {
      throw unsupported(node);
    }
    FloatTensor rows = OnnxNodes.integer(node, "transB", 0) == 1 ? matrix : matrix.transposed();
    NodeProto gemm =
        OnnxNodes.node("Gemm", List.of(node.getInput(0)), node.getOutput(0))
            .addAttribute(OnnxNodes.attribute("transB", 1))
            .build();
    network.add(gemm, data(node, 0), rows, bias(node, rows.size(0)));
  }

  /** Returns the bias of a Conv or Gemm; zeros if it has none. */
  private FloatTensor bias(NodeProto node, int count) throws InvalidModelException {
    boolean given = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
    return given ? constants.floats(node, 2) : FloatTensor.zeros(count);
  }

  /** Returns an input of a node that must depend on the image. */
  private String data(NodeProto node, int input) throws InvalidModelException {
    if (node.getInputCount() <= input || constants.contain(node.getInput(input))) {
      throw unsupported(node);
    }
    return origin(node.getInput(input));
  }

  /** Resolves the output of a removed node to the tensor it stands for. */
  private String origin(String tensor) {
    return aliases.getOrDefault(tensor, tensor);
  }

  private static InvalidModelException unsupported(NodeProto node) {
    return new InvalidModelException(
        OnnxNodes.describe(node)
            + " is not supported here: expected a residual network of Conv,"
            + " BatchNormalization, Relu, Add, MaxPool, GlobalAveragePool, Flatten and Gemm");
  }
}
