package io.github.snaplabel.compiler.quantize;

/**
 * Accumulates the second moments {@code E[x x^T]} of vectors, such as the inputs that a kernel
 * multiplies by its weights. Not thread-safe.
 */
final class InputMoments {
  private final int size;
  private final double[] sums;
  private long vectors;

  /**
   * @param size length of the vectors
   */
  InputMoments(int size) {
    this.size = size;
    this.sums = new double[size * size];
  }

  /** Returns the length of the vectors. */
  int size() {
    return size;
  }

  /** Adds a vector. Zeros, which are frequent after a Relu, cost nothing. */
  void add(float[] vector) {
    for (int i = 0; i < size; i++) {
      double factor = vector[i];
      if (factor != 0) {
        int row = i * size;
        for (int j = i; j < size; j++) {
          sums[row + j] += factor * vector[j];
        }
      }
    }
    vectors++;
  }

  /**
   * Returns the moments of some consecutive elements of the vectors.
   *
   * @param from first element
   * @param count number of elements
   * @return {@code [count,count]} by row, symmetric
   */
  double[] of(int from, int count) {
    double[] moments = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        double moment = sums[(from + i) * size + from + j] / Math.max(vectors, 1);
        moments[i * count + j] = moment;
        moments[j * count + i] = moment;
      }
    }
    return moments;
  }
}
