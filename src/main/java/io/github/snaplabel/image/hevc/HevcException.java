package io.github.snaplabel.image.hevc;

/** Thrown if a picture cannot be decoded. */
public final class HevcException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the picture. */
  public enum HevcFault {
    /** The data is truncated or damaged. */
    CORRUPT,
    /** The data uses what this decoder does not implement, or the picture is too large. */
    UNSUPPORTED
  }

  private final HevcFault kind;

  private HevcException(HevcFault kind, String message) {
    super(message);
    this.kind = kind;
  }

  static HevcException corrupt(String message) {
    return new HevcException(HevcFault.CORRUPT, message);
  }

  static HevcException unsupported(String message) {
    return new HevcException(HevcFault.UNSUPPORTED, message);
  }

  public HevcFault kind() {
    return kind;
  }
}
