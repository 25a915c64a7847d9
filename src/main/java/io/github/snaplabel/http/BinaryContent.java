package io.github.snaplabel.http;

/** Distinguishes binary content from text, as browsers do (WHATWG, MIME Sniffing, 5.2 and 7.2). */
final class BinaryContent {
  /** The number of bytes that browsers examine. */
  private static final int HEADER_BYTES = 1445;

  private BinaryContent() {}

  /**
   * Returns whether a byte near the start does not occur in text. Every supported image format has
   * such a byte.
   */
  static boolean matches(byte[] body) {
    for (int i = 0; i < Math.min(body.length, HEADER_BYTES); i++) {
      if (isBinary(body[i])) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a byte is a control character that does not occur in text. */
  private static boolean isBinary(byte b) {
    return switch (b) {
      case '\t', '\n', '\f', '\r', 0x1B -> false;
      default -> b >= 0 && b < 0x20;
    };
  }
}
