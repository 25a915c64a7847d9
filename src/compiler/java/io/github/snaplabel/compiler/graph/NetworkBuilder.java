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

/** Builds a {@link Network}. Nodes are added in topological order. */
final class NetworkBuilder {
  /** Nodes by output tensor. */
  private final Map<String, NodeProto> nodes = new LinkedHashMap<>();

  private final Map<String, FloatTensor> weights = new HashMap<>();

  /** Adds a node unchanged. */
  void add(NodeProto node) {
    nodes.put(node.getOutput(0), node);
  }

  /** Adds a node with other inputs and without its name. */
  void add(NodeProto node, List<String> inputs) {
    add(
        OnnxNodes.node(node.getOpType(), inputs, node.getOutput(0))
            .addAllAttribute(node.getAttributeList())
            .build());
  }

  /**
   * Adds a Conv or Gemm, and its weights under new names.
   *
   * @param input name of its input tensor
   */
  void add(NodeProto node, String input, FloatTensor kernel, FloatTensor bias) {
    String output = node.getOutput(0);
    weights.put(output + "/weights", kernel);
    weights.put(output + "/bias", bias);
    add(node, List.of(input, output + "/weights", output + "/bias"));
  }

  /** Returns the node that computes a tensor, if it has this operator; else null. */
  @Nullable NodeProto maker(String tensor, String operator) {
    NodeProto node = nodes.get(tensor);
    return node != null && node.getOpType().equals(operator) ? node : null;
  }

  /** Returns the weights of an added Conv or Gemm. */
  FloatTensor kernel(NodeProto node) {
    return weight(node, 1);
  }

  /** Returns the bias of an added Conv or Gemm. */
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

  /** Removes a Conv or Gemm and its weights. */
  void remove(NodeProto node) {
    nodes.remove(node.getOutput(0));
    weights.keySet().removeAll(node.getInputList());
  }

  /**
   * Returns the network.
   *
   * @param input name of the input tensor
   * @param logits name of the output tensor
   * @throws InvalidModelException if it does not end in global average pooling and one Gemm with at
   *     least two outputs
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
