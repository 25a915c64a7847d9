package io.github.snaplabel.http;

import io.github.snaplabel.image.CorruptImageException;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageTooLargeException;
import io.github.snaplabel.image.NotAnImageException;
import io.github.snaplabel.image.UnsupportedImageException;
import java.util.Map;
import java.util.Objects;

/** Thrown if a request or one of its images fails for a reason that the client may know. */
final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient Map<String, String> headers;

  /**
   * @param detail one sentence for the client
   */
  ProblemException(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param headers additional headers of the response, such as {@code Allow}
   */
  ProblemException(ProblemType type, String detail, Map<String, String> headers) {
    super(detail);
    this.type = type;
    this.headers = headers;
  }

  static ProblemException tooManyImages(int maxImages) {
    return new ProblemException(
        ProblemType.TOO_MANY_PICTURES, "A request may have at most %d images".formatted(maxImages));
  }

  static ProblemException of(ImageException reason) {
    ProblemType type =
        switch (reason) {
          case NotAnImageException _, UnsupportedImageException _ -> ProblemType.UNSUPPORTED_IMAGE;
          case CorruptImageException _ -> ProblemType.CORRUPT_IMAGE;
          case ImageTooLargeException _ -> ProblemType.IMAGE_TOO_LARGE;
        };
    return new ProblemException(type, reason.getMessage());
  }

  static ProblemException of(ObjectSource.Obstacle obstacle) {
    String detail =
        switch (obstacle) {
          case MISSING -> "The bucket has no object with this key, or no such version of it";
          case FORBIDDEN ->
              "The function's role may not read the object or use the key that encrypts it";
          case ARCHIVED -> "The object is archived in S3; restore it and send the request again";
          case ENCRYPTED ->
              "The object is encrypted with a key of its owner, or with a KMS key that is disabled";
          case THROTTLED -> "S3 is throttling requests; send this one again later";
        };
    return new ProblemException(obstacle.problem(), detail);
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
