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

/** The constant tensors of a graph, whether initializers or made by nodes. */
final class Constants {
  private final Map<String, TensorProto> tensors = new HashMap<>();

  /** Begins with the graph's initializers. */
  Constants(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
  }

  /** Whether a tensor is constant. */
  boolean contain(String tensor) {
    return tensors.containsKey(tensor);
  }

  /**
   * Adds what a Constant node makes.
   *
   * @throws InvalidModelException if it is not a whole tensor
   */
  void add(NodeProto node) throws InvalidModelException {
    AttributeProto value =
        OnnxNodes.find(node, "value")
            .orElseThrow(() ->
                new InvalidModelException(
                    OnnxNodes.describe(node) + ": expected the attribute value, found none"));
    tensors.put(node.getOutput(0), value.getT());
  }

  /** Gives a constant a second name. */
  void alias(String constant, String other) {
    TensorProto tensor = tensors.get(constant);
    if (tensor == null) {
      throw new IllegalArgumentException(constant + " is no constant");
    }
    tensors.put(other, tensor);
  }

  /**
   * A constant that a node takes as its weights, bias or the like.
   *
   * @throws InvalidModelException if the input is missing, not constant or not float32
   */
  FloatTensor floats(NodeProto node, int input) throws InvalidModelException {
    return FloatTensor.read(constant(node, input));
  }

  /**
   * A constant list of int64 that a node takes, such as a shape.
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
