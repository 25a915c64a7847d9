package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A constant float32 tensor of a network: weights or a bias. */
public final class FloatTensor {
  private final List<Long> shape;
  private final float[] values;

  /**
   * @param values in row-major order; not copied
   */
  public FloatTensor(List<Long> shape, float[] values) {
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(shape + " does not hold " + values.length + " values");
    }
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /**
   * Reads an ONNX tensor.
   *
   * @throws InvalidModelException if it is not float32, or its data is missing or incomplete
   */
  static FloatTensor read(TensorProto tensor) throws InvalidModelException {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new InvalidModelException(
          "tensor %s: expected the weights in the ONNX file, found them in another file"
              .formatted(tensor.getName()));
    }
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw new InvalidModelException(
          "tensor %s: expected float32, found %s"
              .formatted(tensor.getName(), TensorProto.DataType.forNumber(tensor.getDataType())));
    }
    float[] values = values(tensor);
    long count = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    if (count != values.length) {
      throw new InvalidModelException(
          "tensor %s: expected %d values, found %d"
              .formatted(tensor.getName(), count, values.length));
    }
    return new FloatTensor(tensor.getDimsList(), values);
  }

  /** Returns a vector of zeros. */
  static FloatTensor zeros(int count) {
    return new FloatTensor(List.of((long) count), new float[count]);
  }

  private static float[] values(TensorProto tensor) {
    float[] values;
    if (tensor.hasRawData()) {
      values = new float[tensor.getRawData().size() / Float.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    } else {
      values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return values;
  }

  /** Returns the ONNX tensor, with its values in little-endian order. */
  TensorProto toProto(String name) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addAllDims(shape)
        // Nothing else has a reference to the buffer.
        .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
        .build();
  }

  /** Returns the dimensions, outermost first. */
  public List<Long> shape() {
    return shape;
  }

  /** Returns the size of one dimension. */
  public int size(int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  /** Returns the values in row-major order, not copied. */
  public float[] values() {
    return values;
  }

  /** Returns the transpose of this matrix. */
  FloatTensor transposed() {
    int rows = size(0);
    int columns = size(1);
    float[] exchanged = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        exchanged[column * rows + row] = values[row * columns + column];
      }
    }
    return new FloatTensor(List.of((long) columns, (long) rows), exchanged);
  }
}
