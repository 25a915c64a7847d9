package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A residual classifier in normal form.
 *
 * <p>Its nodes are Conv (with weights and bias), Relu, Add, MaxPool, GlobalAveragePool, Flatten and
 * one Gemm (weights {@code [classes,features]}, bias) that makes the logits; each weight and bias
 * belongs to one node.
 *
 * @param input the picture's tensor, {@code [1,3,S,S]}
 * @param output the logits' tensor, {@code [1,classes]}
 * @param nodes in the order of their execution
 * @param weights by tensor name
 */
record Network(
    String input, String output, List<NodeProto> nodes, Map<String, FloatTensor> weights) {
  Network {
    nodes = List.copyOf(nodes);
    // Sorted, so that the same model always gives the same file.
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** The architecture's name, told by the number of convolutions. */
  String name() {
    long convolutions = nodes.stream().filter(node -> node.getOpType().equals("Conv")).count();
    return switch ((int) convolutions) {
      case 20 -> "resnet18";
      case 36 -> "resnet34";
      case 53 -> "resnet50";
      case 104 -> "resnet101";
      case 155 -> "resnet152";
      default -> "resnet";
    };
  }

  /** Returns the number of classes that the last Gemm tells apart. */
  int classes() {
    NodeProto last = producers().get(output);
    FloatTensor matrix = last == null ? null : weights.get(last.getInput(1));
    if (matrix == null) {
      throw new IllegalStateException("no Gemm makes " + output);
    }
    return matrix.size(0);
  }

  /** The node that makes each tensor but the input and the weights. */
  Map<String, NodeProto> producers() {
    Map<String, NodeProto> producers = new HashMap<>();
    nodes.forEach(node -> producers.put(node.getOutput(0), node));
    return producers;
  }

  /** The tensors that a Relu takes. */
  Set<String> rectified() {
    Set<String> tensors = new HashSet<>();
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("Relu")) {
        tensors.add(node.getInput(0));
      }
    }
    return tensors;
  }
}
