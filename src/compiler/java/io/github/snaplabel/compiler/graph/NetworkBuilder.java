package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Network} in the making: nodes and weights are added in the order of execution. */
final class NetworkBuilder {
  /** By the tensor that each makes. */
  private final Map<String, NodeProto> nodes = new LinkedHashMap<>();

  private final Map<String, FloatTensor> weights = new HashMap<>();

  /** Adds a node as it is. */
  void add(NodeProto node) {
    nodes.put(node.getOutput(0), node);
  }

  /** Adds a node with these inputs in place of its own, and without its name. */
  void add(NodeProto node, List<String> inputs) {
    add(
        OnnxNodes.node(node.getOpType(), inputs, node.getOutput(0))
            .addAllAttribute(node.getAttributeList())
            .build());
  }

  /**
   * Adds a Conv or Gemm, its weights under names of its own.
   *
   * @param input the tensor that it takes
   */
  void add(NodeProto node, String input, FloatTensor kernel, FloatTensor bias) {
    String output = node.getOutput(0);
    weights.put(output + "/weights", kernel);
    weights.put(output + "/bias", bias);
    add(node, List.of(input, output + "/weights", output + "/bias"));
  }

  /** The node of this operator that makes a tensor, or null if it is made otherwise. */
  @Nullable NodeProto maker(String tensor, String operator) {
    NodeProto node = nodes.get(tensor);
    return node != null && node.getOpType().equals(operator) ? node : null;
  }

  /** The weights of a Conv or Gemm that was added. */
  FloatTensor kernel(NodeProto node) {
    return weight(node, 1);
  }

  /** The bias of a Conv or Gemm that was added. */
  FloatTensor bias(NodeProto node) {
    return weight(node, 2);
  }

  private FloatTensor weight(NodeProto node, int input) {
    FloatTensor tensor = weights.get(node.getInput(input));
    if (tensor == null) {
      throw new IllegalStateException(OnnxNodes.describe(node) + " lost its weights");
    }
    return tensor;
  }

  /** Takes a Conv or Gemm out again, with its weights. */
  void remove(NodeProto node) {
    nodes.remove(node.getOutput(0));
    weights.keySet().removeAll(node.getInputList());
  }

  /**
   * All that was added.
   *
   * @param input the picture's tensor
   * @param logits the tensor with the answer
   * @throws InvalidModelException if it does not end in global average pooling and one Gemm to at
   *     least two classes
   */
  Network build(String input, String logits) throws InvalidModelException {
    List<NodeProto> all = new ArrayList<>(nodes.values());
    boolean pools = all.stream().anyMatch(node -> node.getOpType().equals("GlobalAveragePool"));
    NodeProto gemm = maker(logits, "Gemm");
    if (!pools || gemm == null) {
      NodeProto last = nodes.get(logits);
      throw new InvalidModelException(
          "the model: expected it to end in GlobalAveragePool, Flatten and a Gemm to the logits,"
              + " found "
              + (last == null ? "no such nodes" : OnnxNodes.describe(last)));
    }
    ModelContract.checkClasses(kernel(gemm).size(0));
    return new Network(input, logits, all, weights);
  }
}
