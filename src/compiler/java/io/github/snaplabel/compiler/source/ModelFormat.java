package io.github.snaplabel.compiler.source;

import java.util.Arrays;
import java.util.Locale;

/** The format of a published file. The compiler itself recognizes files by content. */
enum ModelFormat {
  /** An ONNX graph with its weights. */
  ONNX,

  /** A state dict written by {@code torch.save}. */
  PTH;

  /**
   * Returns the format with a name.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  static ModelFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected pth or onnx, found " + name));
  }

  /** Returns the usual file name extension. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
