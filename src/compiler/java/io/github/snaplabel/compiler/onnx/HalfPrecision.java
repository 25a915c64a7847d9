package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Converts models from float16 or bfloat16 to float32, which Lambda's processors compute faster.
 * The conversion is exact.
 */
final class HalfPrecision {
  private HalfPrecision() {}

  /** Returns the model in float32; the same model if it has no tensor in half precision. */
  static ModelProto widen(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    boolean changed = false;
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      changed |= widen(tensor);
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      changed |= widen(node);
    }
    for (ValueInfoProto.Builder value : graph.getInputBuilderList()) {
      changed |= widen(value);
    }
    for (ValueInfoProto.Builder value : graph.getOutputBuilderList()) {
      changed |= widen(value);
    }
    // The declared types of intermediate tensors are optional, and no longer correct.
    return changed ? model.toBuilder().setGraph(graph.clearValueInfo()).build() : model;
  }

  private static boolean isHalf(int type) {
    return type == DataType.FLOAT16.getNumber() || type == DataType.BFLOAT16.getNumber();
  }

  private static boolean widen(NodeProto.Builder node) {
    boolean changed = false;
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasT()) {
        changed |= widen(attribute.getTBuilder());
      }
      boolean type = attribute.getName().equals("to") || attribute.getName().equals("dtype");
      if (type && isHalf((int) attribute.getI())) {
        attribute.setI(DataType.FLOAT.getNumber());
        changed = true;
      }
    }
    return changed;
  }

  private static boolean widen(ValueInfoProto.Builder value) {
    if (!isHalf(value.getType().getTensorType().getElemType())) {
      return false;
    }
    value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber());
    return true;
  }

  private static boolean widen(TensorProto.Builder tensor) {
    int type = tensor.getDataType();
    if (!isHalf(type)) {
      return false;
    }
    short[] halves = halves(tensor);
    ByteBuffer bytes =
        ByteBuffer.allocate(halves.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (short half : halves) {
      bytes.putFloat(
          type == DataType.FLOAT16.getNumber()
              ? Float.float16ToFloat(half)
              : Float.intBitsToFloat(half << Short.SIZE));
    }
    tensor
        .clearInt32Data()
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .setDataType(DataType.FLOAT.getNumber());
    return true;
  }

  /** Returns the 16-bit values, which ONNX stores as raw bytes or as one int each. */
  private static short[] halves(TensorProto.Builder tensor) {
    if (!tensor.hasRawData()) {
      short[] halves = new short[tensor.getInt32DataCount()];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = (short) tensor.getInt32Data(i);
      }
      return halves;
    }
    short[] halves = new short[tensor.getRawData().size() / Short.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(halves);
    return halves;
  }
}
