package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and removes a final Softmax or Sigmoid: some models return probabilities, not logits. */
public final class FinalActivation {
  /** softmax(log_softmax(x)) = softmax(x), so LogSoftmax can be replaced by Softmax. */
  private static final Map<String, Activation> OPERATORS =
      Map.of(
          "Softmax", Activation.SOFTMAX,
          "LogSoftmax", Activation.SOFTMAX,
          "Sigmoid", Activation.SIGMOID);

  private FinalActivation() {}

  /** Returns the node that computes the output, if it is one of these operators. */
  public static Optional<NodeProto> of(GraphProto graph) {
    String output = graph.getOutput(0).getName();
    return graph.getNodeList().stream()
        .filter(node -> node.getOutputList().contains(output))
        .filter(node -> OPERATORS.containsKey(node.getOpType()))
        .findFirst();
  }

  /** Returns the activation that such a node computes. */
  public static Activation activation(NodeProto node) {
    Activation activation = OPERATORS.get(node.getOpType());
    if (activation == null) {
      throw new IllegalArgumentException(OnnxNodes.describe(node) + " is not an activation");
    }
    return activation;
  }

  /** Returns the graph with the last node replaced by Identity, so that it outputs logits. */
  public static GraphProto remove(GraphProto graph, NodeProto last) {
    NodeProto same =
        OnnxNodes.node("Identity", List.of(last.getInput(0)), last.getOutput(0)).build();
    int index = graph.getNodeList().indexOf(last);
    return graph.toBuilder().setNode(index, same).build();
  }
}
