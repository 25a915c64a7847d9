package io.github.snaplabel.http;

import io.github.snaplabel.vision.CorruptImage;
import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.ImageTooLarge;
import io.github.snaplabel.vision.NotAnImage;
import io.github.snaplabel.vision.UnsupportedImage;
import java.util.Map;
import java.util.Objects;

/** The request, or one picture of it, cannot be answered for a reason that its sender is told. */
final class Problem extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient Map<String, String> headers;

  /**
   * @param detail one sentence for the sender
   */
  Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param headers that the answer needs besides, such as {@code Allow}
   */
  Problem(ProblemType type, String detail, Map<String, String> headers) {
    super(detail);
    this.type = type;
    this.headers = headers;
  }

  static Problem of(ImageException reason) {
    ProblemType type =
        switch (reason) {
          case NotAnImage _, UnsupportedImage _ -> ProblemType.UNSUPPORTED_IMAGE;
          case CorruptImage _ -> ProblemType.CORRUPT_IMAGE;
          case ImageTooLarge _ -> ProblemType.IMAGE_TOO_LARGE;
        };
    return new Problem(type, reason.getMessage());
  }

  ProblemType type() {
    return type;
  }

  Map<String, String> headers() {
    return headers;
  }

  String detail() {
    return Objects.requireNonNull(getMessage());
  }
}
