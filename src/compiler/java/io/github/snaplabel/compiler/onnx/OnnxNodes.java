package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/** Makes ONNX nodes and reads their attributes. */
public final class OnnxNodes {
  private OnnxNodes() {}

  /** A node with one output and no attributes yet, named after that output. */
  public static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output);
  }

  /** An integer attribute. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** What the node has under an attribute's name, if it has it. */
  public static Optional<AttributeProto> find(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  /** An integer attribute, or what ONNX takes in its absence. */
  public static long integer(NodeProto node, String name, long absent) {
    return find(node, name).map(AttributeProto::getI).orElse(absent);
  }

  /** A float attribute, or what ONNX takes in its absence. */
  public static float real(NodeProto node, String name, float absent) {
    return find(node, name).map(AttributeProto::getF).orElse(absent);
  }

  /** How to speak of a node: its name (or its output's, if it has none) and its operator. */
  public static String describe(NodeProto node) {
    String name = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
    return "node %s (%s)".formatted(name, node.getOpType());
  }
}
