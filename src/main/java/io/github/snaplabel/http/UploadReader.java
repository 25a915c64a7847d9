package io.github.snaplabel.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.HttpRequest;
import java.util.List;
import java.util.Map;

/** Extracts a request's images by its content type, or by its content if that is misleading. */
final class UploadReader {
  private final ObjectMapper json;
  private final int maxImages;

  UploadReader(ObjectMapper json, int maxImages) {
    this.json = json;
    this.maxImages = maxImages;
  }

  /**
   * Parses a request's body.
   *
   * @throws ProblemException if the body has no image or too many, or does not match its type
   */
  Upload read(HttpRequest request) throws ProblemException {
    checkCoding(request.header("Content-Encoding").orElse(""));
    byte[] body = request.body();
    if (body.length == 0) {
      throw new ProblemException(
          ProblemType.NO_PICTURE, "The body is empty; send an image, or JSON or a form with one");
    }
    String contentType = request.header("Content-Type").orElse("");
    String type = MediaTypes.essence(contentType);
    if (type.equals(MediaTypes.JSON)) {
      return JsonUpload.read(body, json, maxImages);
    }
    if (type.equals(MediaTypes.MULTIPART)) {
      return MultipartUpload.read(body, contentType, maxImages);
    }
    if (mayBeImage(type) || BinaryContent.matches(body)) {
      return new Upload(List.of(new UploadedImage.File(body)), false, List.of());
    }
    throw new ProblemException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Send an image, application/json or multipart/form-data; this body is text with the type "
            + ClassifyOptions.shortened(type));
  }

  /** Rejects compressed bodies, with the header that RFC 9110, 15.5.16 recommends. */
  private static void checkCoding(String contentEncoding) throws ProblemException {
    for (String coding : contentEncoding.split(",", -1)) {
      if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
        throw new ProblemException(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "The body has the Content-Encoding %s; send it without one"
                .formatted(ClassifyOptions.shortened(coding.strip())),
            Map.of("Accept-Encoding", "identity"));
      }
    }
  }

  /**
   * Returns whether the type is that of images, or of unspecified bytes. A body of another type is
   * accepted if it is binary: {@code curl --data-binary} declares every body to be a form.
   */
  private static boolean mayBeImage(String type) {
    return type.isEmpty() || type.equals("application/octet-stream") || type.startsWith("image/");
  }
}
