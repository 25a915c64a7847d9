package io.github.snaplabel.compiler.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A tensor whose elements have not been read yet. */
record StoredTensor(ElementType type, TensorLayout layout, StorageBytes storage) {
  /**
   * Creates a tensor, after checking that it is within its storage.
   *
   * @throws CheckpointException if the storage is too small
   */
  static StoredTensor of(String name, ElementType type, TensorLayout layout, StorageBytes storage)
      throws CheckpointException {
    long held = storage.size() / type.size();
    if (layout.span() > held || layout.offset() > held - layout.span()) {
      throw new CheckpointException(
          "%s takes the elements %d to %d of a storage that has %d"
              .formatted(name, layout.offset(), layout.offset() + layout.span(), held));
    }
    return new StoredTensor(type, layout, storage);
  }

  /** Returns the number of bytes that {@link #read} reads from the file. */
  long bytes() {
    return layout.span() * type.size();
  }

  /** Reads the elements as float32, in row-major order; only for floating-point types. */
  float[] read() throws IOException, CheckpointException {
    if (bytes() > Integer.MAX_VALUE) {
      throw new CheckpointException("a tensor spans more than 2 GB");
    }
    ByteBuffer bytes = storage.read(layout.offset() * type.size(), (int) bytes());
    float[] values = new float[layout.count()];
    if (layout.isRowMajor()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = type.read(bytes, i * type.size());
      }
    } else {
      int[] positions = layout.positions();
      for (int i = 0; i < values.length; i++) {
        values[i] = type.read(bytes, positions[i] * type.size());
      }
    }
    return values;
  }
}
