package io.github.snaplabel.compiler.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The type of a tensor's elements. Only floating-point tensors can be read as weights. */
enum ElementType {
  FLOAT64("DoubleStorage", "F64", Double.BYTES),
  FLOAT32("FloatStorage", "F32", Float.BYTES),
  FLOAT16("HalfStorage", "F16", Short.BYTES),
  BFLOAT16("BFloat16Storage", "BF16", Short.BYTES),
  INT64("LongStorage", "I64", Long.BYTES),
  INT32("IntStorage", "I32", Integer.BYTES),
  INT16("ShortStorage", "I16", Short.BYTES),
  INT8("CharStorage", "I8", Byte.BYTES),
  UINT8("ByteStorage", "U8", Byte.BYTES),
  BOOL("BoolStorage", "BOOL", Byte.BYTES),
  COMPLEX64("ComplexFloatStorage", "C64", 2 * Float.BYTES),
  COMPLEX128("ComplexDoubleStorage", "C128", 2 * Double.BYTES);

  private final String storageClass;
  private final String dtype;
  private final int size;

  /**
   * @param storageClass name of the class in PyTorch's module {@code torch}
   * @param dtype name in a safetensors header
   * @param size of an element in bytes
   */
  ElementType(String storageClass, String dtype, int size) {
    this.storageClass = storageClass;
    this.dtype = dtype;
    this.size = size;
  }

  /** Returns the type with this name in a safetensors header. */
  static Optional<ElementType> ofDtype(String name) {
    return Arrays.stream(values()).filter(type -> type.dtype.equals(name)).findFirst();
  }

  /** Returns the name of PyTorch's storage class. */
  String storageClass() {
    return storageClass;
  }

  /** Returns the size of an element in bytes. */
  int size() {
    return size;
  }

  boolean isFloat() {
    return switch (this) {
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }

  /** Returns the element at a byte position as float32; only for floating-point types. */
  float read(ByteBuffer bytes, int position) {
    return switch (this) {
      case FLOAT64 -> (float) bytes.getDouble(position);
      case FLOAT32 -> bytes.getFloat(position);
      case FLOAT16 -> Float.float16ToFloat(bytes.getShort(position));
      // A bfloat16 is the upper half of a float32.
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(position) << Short.SIZE);
      default -> throw new IllegalStateException(this + " is not a floating-point type");
    };
  }
}
