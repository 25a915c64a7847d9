package io.github.snaplabel.compiler.checkpoint;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The positions of a tensor's elements in its storage.
 *
 * @param shape dimensions, outermost first
 * @param strides distance between neighbors in each dimension, in elements
 * @param offset position of the first element
 */
record TensorLayout(List<Long> shape, List<Long> strides, long offset) {
  private static final int MAX_DIMENSIONS = 8;

  /** The most elements that fit into a byte array. */
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE / Double.BYTES;

  TensorLayout {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /**
   * Creates a layout, after checking it.
   *
   * @throws CheckpointException if a number is negative or too large, or there are more elements
   *     than positions, so that a small file could claim much memory
   */
  static TensorLayout of(List<Long> shape, List<Long> strides, long offset)
      throws CheckpointException {
    if (!isPossible(shape, strides, offset)) {
      throw new CheckpointException(
          "the checkpoint has an impossible tensor of shape %s with strides %s and offset %d"
              .formatted(text(shape), text(strides), offset));
    }
    return new TensorLayout(shape, strides, offset);
  }

  private static boolean isPossible(List<Long> shape, List<Long> strides, long offset) {
    if (shape.size() != strides.size() || shape.size() > MAX_DIMENSIONS || offset < 0) {
      return false;
    }
    try {
      long count = 1;
      long last = 0;
      for (int axis = 0; axis < shape.size(); axis++) {
        long size = shape.get(axis);
        long stride = strides.get(axis);
        if (size < 0 || stride < 0) {
          return false;
        }
        count = Math.multiplyExact(count, size);
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, size - 1), stride));
      }
      boolean fits = count <= MAX_ELEMENTS && count <= Math.addExact(last, 1);
      return fits && Math.addExact(offset, last) < Long.MAX_VALUE / Long.BYTES;
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /** Returns the layout of a tensor that fills its storage in row-major order. */
  static TensorLayout rowMajor(List<Long> shape) throws CheckpointException {
    return of(shape, rowMajorStrides(shape), 0);
  }

  private static List<Long> rowMajorStrides(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      // May overflow; the number of elements, which is checked, then does too.
      stride *= Math.max(1, shape.get(axis));
    }
    return List.of(strides);
  }

  /** Returns the number of elements. */
  int count() {
    return Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
  }

  /** Returns the number of storage elements from {@link #offset} to the last element. */
  long span() {
    if (count() == 0) {
      return 0;
    }
    long last = 0;
    for (int axis = 0; axis < shape.size(); axis++) {
      last += (shape.get(axis) - 1) * strides.get(axis);
    }
    return last + 1;
  }

  /** Returns the position of each element, in row-major order, relative to {@link #offset}. */
  int[] positions() {
    int[] positions = new int[count()];
    long[] index = new long[shape.size()];
    long position = 0;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Math.toIntExact(position);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        position += strides.get(axis);
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        position -= index[axis] * strides.get(axis);
        index[axis] = 0;
      }
    }
    return positions;
  }

  /** Returns whether the elements are contiguous in row-major order. */
  boolean isRowMajor() {
    return strides.equals(rowMajorStrides(shape));
  }

  /** Returns the shape as text, such as {@code [64,3,7,7]}. */
  String shapeText() {
    return text(shape);
  }

  private static String text(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
