package io.github.snaplabel.http;

/** Tells binary content from text, as browsers do (WHATWG, MIME Sniffing, 5.2 and 7.2). */
final class BinaryContent {
  /** As many of the first bytes as browsers look at. */
  private static final int HEADER_BYTES = 1445;

  private BinaryContent() {}

  /** Whether the first bytes hold one that text does not have; those of every picture do. */
  static boolean isIn(byte[] body) {
    for (int i = 0; i < Math.min(body.length, HEADER_BYTES); i++) {
      if (isBinary(body[i])) {
        return true;
      }
    }
    return false;
  }

  /** The control characters but for tab, line feed, form feed, carriage return and escape. */
  private static boolean isBinary(byte b) {
    return switch (b) {
      case '\t', '\n', '\f', '\r', 0x1B -> false;
      default -> b >= 0 && b < 0x20;
    };
  }
}
