package io.github.snaplabel.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.HttpRequest;
import java.util.List;
import java.util.Map;

/** Takes the pictures out of a request, by its content type, and by content where that is wrong. */
final class UploadReader {
  private final ObjectMapper json;
  private final int maxPictures;

  UploadReader(ObjectMapper json, int maxPictures) {
    this.json = json;
    this.maxPictures = maxPictures;
  }

  /**
   * Reads a request's body.
   *
   * @throws ProblemException if it holds no picture, too many, or is not of the form that it claims
   */
  Upload read(HttpRequest request) throws ProblemException {
    checkCoding(request.header("Content-Encoding").orElse(""));
    byte[] body = request.body();
    if (body.length == 0) {
      throw new ProblemException(
          ProblemType.NO_PICTURE, "The body is empty; send a picture, JSON with one, or a form");
    }
    String contentType = request.header("Content-Type").orElse("");
    String type = MediaTypes.essence(contentType);
    if (type.equals(MediaTypes.JSON)) {
      return JsonUpload.read(body, json, maxPictures);
    }
    if (type.equals(MediaTypes.MULTIPART)) {
      return MultipartUpload.read(body, contentType, maxPictures);
    }
    if (isForPictures(type) || BinaryContent.isIn(body)) {
      return new Upload(List.of(new UploadedImage.File(body)), false, List.of());
    }
    throw new ProblemException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Send a picture, application/json or multipart/form-data; this is text, and called "
            + ClassifyOptions.shortened(type));
  }

  /** Refuses compressed bodies, and says so in the way of RFC 9110, 15.5.16. */
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
   * Whether the body is said to be a picture, or just bytes. Of other types it is taken if it is
   * binary: {@code curl --data-binary} calls everything a form.
   */
  private static boolean isForPictures(String type) {
    return type.isEmpty() || type.equals("application/octet-stream") || type.startsWith("image/");
  }
}
