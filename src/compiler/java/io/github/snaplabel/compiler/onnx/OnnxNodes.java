package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/** Creates ONNX nodes and reads their attributes. */
public final class OnnxNodes {
  private OnnxNodes() {}

  /** Creates a node without attributes, named after its only output. */
  public static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output);
  }

  /** Creates an integer attribute. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Returns an attribute of a node; empty if the node does not have it. */
  public static Optional<AttributeProto> find(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  /** Returns the value of an integer attribute, or a default. */
  public static long integer(NodeProto node, String name, long absent) {
    return find(node, name).map(AttributeProto::getI).orElse(absent);
  }

  /** Returns the values of an attribute with several integers, or a default. */
  public static List<Integer> integers(NodeProto node, String name, List<Integer> absent) {
    return find(node, name)
        .map(attribute -> attribute.getIntsList().stream().map(Math::toIntExact).toList())
        .orElse(absent);
  }

  /** Returns the value of a float attribute, or a default. */
  public static float real(NodeProto node, String name, float absent) {
    return find(node, name).map(AttributeProto::getF).orElse(absent);
  }

  /** Describes a node for an error message: its name (or its output's) and its operator. */
  public static String describe(NodeProto node) {
    String name = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
    return "node %s (%s)".formatted(name, node.getOpType());
  }
}
