package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the type and shape of a model's input or output. */
final class ShapeCheck {
  private ShapeCheck() {}

  /**
   * Checks that a value is float32 and has a batch size of 1 (or a dynamic one) and the given
   * dimensions; a dimension given as a word may have any size.
   *
   * @param what {@code input} or {@code output}
   * @throws InvalidModelException if the value differs; the message says how to export the model
   */
  static void check(String what, ValueInfoProto value, List<String> sizes)
      throws InvalidModelException {
    TypeProto.Tensor tensor = value.getType().getTensorType();
    TensorShapeProto shape = tensor.getShape();
    boolean fits = tensor.getElemType() == TensorProto.DataType.FLOAT.getNumber();
    fits &= shape.getDimCount() == sizes.size() + 1 && allows(shape.getDim(0), "1");
    for (int i = 0; fits && i < sizes.size(); i++) {
      fits = allows(shape.getDim(i + 1), sizes.get(i));
    }
    if (!fits) {
      throw new InvalidModelException(
          "the model's %s %s: expected FLOAT[1|N,%s], found %s%s"
              .formatted(
                  what,
                  value.getName(),
                  String.join(",", sizes),
                  describe(tensor),
                  advice(what, tensor)));
    }
  }

  /** Returns advice on the export; empty if there is none. */
  private static String advice(String what, TypeProto.Tensor tensor) {
    TensorShapeProto shape = tensor.getShape();
    if (what.equals("output")) {
      return ": export the logits of the classes, one number each";
    }
    if (tensor.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
      return ": export the model with a float32 input";
    }
    boolean channelsLast = shape.getDimCount() == 4 && shape.getDim(3).getDimValue() == 3;
    return channelsLast ? ": export the model with the channels first (NCHW)" : "";
  }

  /** Returns whether a dimension is dynamic or has the given size; a word allows any size. */
  static boolean allows(Dimension dimension, String size) {
    return !dimension.hasDimValue()
        || Character.isLetter(size.charAt(0))
        || size.equals(String.valueOf(dimension.getDimValue()));
  }

  private static String describe(TypeProto.Tensor tensor) {
    return TensorProto.DataType.forNumber(tensor.getElemType())
        + tensor.getShape().getDimList().stream()
            .map(d -> d.hasDimValue() ? String.valueOf(d.getDimValue()) : "?")
            .collect(Collectors.joining(",", "[", "]"));
  }
}
