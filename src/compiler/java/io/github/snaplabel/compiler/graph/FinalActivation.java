package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the function that some models apply to their logits as their last node. */
public final class FinalActivation {
  /** Softmax of a log-softmax is the softmax of the logits: the answers stay the same. */
  private static final Map<String, Activation> OPERATORS =
      Map.of(
          "Softmax", Activation.SOFTMAX,
          "LogSoftmax", Activation.SOFTMAX,
          "Sigmoid", Activation.SIGMOID);

  private FinalActivation() {}

  /** Returns the last node if it is such a function. */
  public static Optional<NodeProto> of(GraphProto graph) {
    String output = graph.getOutput(0).getName();
    return graph.getNodeList().stream()
        .filter(node -> node.getOutputList().contains(output))
        .filter(node -> OPERATORS.containsKey(node.getOpType()))
        .findFirst();
  }

  /** Returns what such a node does. */
  public static Activation activation(NodeProto node) {
    Activation activation = OPERATORS.get(node.getOpType());
    if (activation == null) {
      throw new IllegalArgumentException(OnnxNodes.describe(node) + " is no activation");
    }
    return activation;
  }

  /** Returns the graph with its last node replaced: its output is now what that node took. */
  public static GraphProto remove(GraphProto graph, NodeProto last) {
    NodeProto same =
        OnnxNodes.node("Identity", List.of(last.getInput(0)), last.getOutput(0)).build();
    int index = graph.getNodeList().indexOf(last);
    return graph.toBuilder().setNode(index, same).build();
  }
}
