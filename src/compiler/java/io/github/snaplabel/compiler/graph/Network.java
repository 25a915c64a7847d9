package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A residual classifier in normal form.
 *
 * <p>Its nodes are Conv (with weights and bias), Relu, Add, MaxPool, GlobalAveragePool, Flatten and
 * one Gemm (weights {@code [classes,features]}, bias) that makes the logits; no two nodes share
 * weights or a bias.
 *
 * @param input name of the input tensor, {@code [1,3,S,S]}
 * @param output name of the logits, {@code [1,classes]}
 * @param nodes in topological order
 * @param weights by tensor name
 */
public record Network(
    String input, String output, List<NodeProto> nodes, Map<String, FloatTensor> weights)
    implements SourceNetwork {
  /**
   * Ratio of the channels of the last stage to those of the first convolution, with basic blocks.
   */
  private static final int BASIC = 8;

  /** The same ratio with bottlenecks. */
  private static final int BOTTLENECK = 32;

  public Network {
    nodes = List.copyOf(nodes);
    // Sorted, so that the same model is always written in the same order.
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Recognized by the number of convolutions if their widths are those of TorchVision's ResNets;
   * networks with groups (ResNeXt, MNASNet) or wider blocks have no name.
   */
  @Override
  public Optional<String> architecture() {
    List<FloatTensor> kernels = new ArrayList<>();
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("Conv")) {
        if (OnnxNodes.integer(node, "group", 1) != 1) {
          return Optional.empty();
        }
        kernels.add(weight(node.getInput(1)));
      }
    }
    if (kernels.size() < 2 || kernels.get(0).size(0) != kernels.get(1).size(0)) {
      return Optional.empty();
    }
    long widening = features() / kernels.get(0).size(0);
    return switch (kernels.size()) {
      case 20 -> named("resnet18", widening == BASIC);
      case 36 -> named("resnet34", widening == BASIC);
      case 53 -> named("resnet50", widening == BOTTLENECK);
      case 104 -> named("resnet101", widening == BOTTLENECK);
      case 155 -> named("resnet152", widening == BOTTLENECK);
      default -> Optional.empty();
    };
  }

  private static Optional<String> named(String name, boolean fits) {
    return fits ? Optional.of(name) : Optional.empty();
  }

  /** Returns the number of pooled features, the inputs of the last Gemm. */
  private int features() {
    return lastMatrix().size(1);
  }

  /** Returns the weights or the bias of a node. */
  public FloatTensor weight(String name) {
    FloatTensor tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalStateException("no weights named " + name);
    }
    return tensor;
  }

  @Override
  public int classes() {
    return lastMatrix().size(0);
  }

  private FloatTensor lastMatrix() {
    NodeProto last = producers().get(output);
    if (last == null) {
      throw new IllegalStateException("no Gemm makes " + output);
    }
    return weight(last.getInput(1));
  }

  /** Returns the node that computes each tensor, by tensor name. */
  public Map<String, NodeProto> producers() {
    Map<String, NodeProto> producers = new HashMap<>();
    nodes.forEach(node -> producers.put(node.getOutput(0), node));
    return producers;
  }

  /** Returns the inputs of all Relu nodes. */
  public Set<String> rectified() {
    Set<String> tensors = new HashSet<>();
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("Relu")) {
        tensors.add(node.getInput(0));
      }
    }
    return tensors;
  }
}
