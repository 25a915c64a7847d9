package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constant tensors of a graph: its initializers and the values of its Constant nodes. */
final class Constants {
  private final Map<String, TensorProto> tensors = new HashMap<>();

  /** Collects the graph's initializers. */
  Constants(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
  }

  /** Returns whether a tensor is constant. */
  boolean contain(String tensor) {
    return tensors.containsKey(tensor);
  }

  /**
   * Adds the value of a Constant node.
   *
   * @throws InvalidModelException if its value is not a tensor
   */
  void add(NodeProto node) throws InvalidModelException {
    AttributeProto value =
        OnnxNodes.find(node, "value")
            .orElseThrow(() ->
                new InvalidModelException(
                    OnnxNodes.describe(node) + ": expected the attribute value, found none"));
    tensors.put(node.getOutput(0), value.getT());
  }

  /** Registers a second name for a constant. */
  void alias(String constant, String other) {
    TensorProto tensor = tensors.get(constant);
    if (tensor == null) {
      throw new IllegalArgumentException(constant + " is not a constant");
    }
    tensors.put(other, tensor);
  }

  /**
   * Returns a constant input of a node, such as its weights or bias.
   *
   * @throws InvalidModelException if the input is missing, not constant or not float32
   */
  FloatTensor floats(NodeProto node, int input) throws InvalidModelException {
    return FloatTensor.read(constant(node, input));
  }

  /**
   * Returns a constant int64 list that a node takes as input, such as a shape.
   *
   * @throws InvalidModelException if the input is missing or not constant
   */
  List<Long> integers(NodeProto node, int input) throws InvalidModelException {
    TensorProto tensor = constant(node, input);
    if (!tensor.hasRawData()) {
      return tensor.getInt64DataList();
    }
    LongBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    List<Long> list = new ArrayList<>();
    while (values.hasRemaining()) {
      list.add(values.get());
    }
    return list;
  }

  private TensorProto constant(NodeProto node, int input) throws InvalidModelException {
    TensorProto tensor = node.getInputCount() > input ? tensors.get(node.getInput(input)) : null;
    if (tensor == null) {
      throw new InvalidModelException(
          "%s: expected a constant as input %d, found none"
              .formatted(OnnxNodes.describe(node), input));
    }
    return tensor;
  }
}
