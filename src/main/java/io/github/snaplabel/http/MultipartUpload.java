package io.github.snaplabel.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a form: one or several parts {@code file}, and options in parts of their own. */
final class MultipartUpload {
  private static final int MAX_OPTION_BYTES = 100;

  private MultipartUpload() {}

  /**
   * Reads a body.
   *
   * @param contentType with its boundary
   * @throws ProblemException if the body is no such form, holds no picture or too many
   */
  static Upload read(byte[] body, String contentType, int maxPictures) throws ProblemException {
    String boundary =
        MediaTypes.parameter(contentType, "boundary")
            .filter(MultipartUpload::isBoundary)
            .orElseThrow(() -> malformed("The content type names no boundary"));
    List<UploadedImage> pictures = new ArrayList<>();
    List<Upload.Option> options = new ArrayList<>();
    for (MultipartParser.Part part : MultipartParser.parse(body, boundary)) {
      String name =
          MediaTypes.parameter(part.disposition(), "name")
              .orElseThrow(() -> malformed("A part has no name"));
      if (!name.equals("file")) {
        ClassifyOptions.add(options, new Upload.Option(name, text(part)));
      } else if (!isNothingChosen(part)) {
        pictures.add(new UploadedImage.File(part.content()));
      }
    }
    if (pictures.isEmpty()) {
      throw new ProblemException(
          ProblemType.NO_PICTURE, "The form holds no part 'file' with a picture");
    }
    if (pictures.size() > maxPictures) {
      throw ClassifyEndpoint.tooManyPictures(maxPictures);
    }
    return new Upload(pictures, pictures.size() > 1, options);
  }

  /** A line end within it could match in part at every one of the body's bytes. */
  private static boolean isBoundary(String text) {
    return !text.isEmpty() && text.indexOf('\r') < 0;
  }

  private static String text(MultipartParser.Part part) {
    int length = Math.min(part.content().length, MAX_OPTION_BYTES);
    return new String(part.content(), 0, length, StandardCharsets.UTF_8).strip();
  }

  /** What a browser sends for a file field that was left empty. */
  private static boolean isNothingChosen(MultipartParser.Part part) {
    return part.content().length == 0
        && MediaTypes.parameter(part.disposition(), "filename").orElse("").isEmpty();
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED_MULTIPART, detail);
  }
}
