package io.github.snaplabel.compiler.source;

import java.util.Arrays;
import java.util.Locale;

/** What a published file holds. The compiler itself tells it by the file's content. */
enum ModelFormat {
  /** A graph with its weights. */
  ONNX,

  /** The weights alone, as {@code torch.save} writes them. */
  PTH;

  /**
   * Returns the format with that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ModelFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected pth or onnx, found " + name));
  }

  /** Returns the usual end of such a file's name. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
