package io.github.snaplabel.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parses a form with one or several {@code file} parts, and options in further parts. */
final class MultipartUpload {
  private static final int MAX_OPTION_BYTES = 10_000;

  private MultipartUpload() {}

  /**
   * Parses a body.
   *
   * @param contentType including the boundary
   * @throws ProblemException if the body is malformed, or has no image or too many
   */
  static Upload read(byte[] body, String contentType, int maxImages) throws ProblemException {
    String boundary =
        MediaTypes.parameter(contentType, "boundary")
            .filter(MultipartUpload::isBoundary)
            .orElseThrow(() -> malformedException("The content type has no boundary"));
    List<UploadedImage> images = new ArrayList<>();
    List<Upload.Option> options = new ArrayList<>();
    for (MultipartParser.Part part : MultipartParser.parse(body, boundary)) {
      String name =
          MediaTypes.parameter(part.disposition(), "name")
              .orElseThrow(() -> malformedException("A part has no name"));
      if (!name.equals("file")) {
        ClassifyOptions.add(options, new Upload.Option(name, text(name, part)));
      } else if (!isEmptyField(part)) {
        images.add(new UploadedImage.File(part.content()));
      }
    }
    if (images.isEmpty()) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The form has no 'file' with an image");
    }
    if (images.size() > maxImages) {
      throw ProblemException.tooManyImages(maxImages);
    }
    return new Upload(images, images.size() > 1, options);
  }

  /**
   * Rejects an empty boundary, and line breaks in a boundary: partial matches could then occur at
   * every byte of the body, and searching would take quadratic time.
   */
  private static boolean isBoundary(String text) {
    return !text.isEmpty() && text.indexOf('\r') < 0;
  }

  /** Returns a parameter's value; an empty one for an unknown name, which is rejected later. */
  private static String text(String name, MultipartParser.Part part) throws ProblemException {
    if (!ClassifyOptions.isKnown(name)) {
      return "";
    }
    if (part.content().length > MAX_OPTION_BYTES) {
      throw new ProblemException(
          ProblemType.BAD_PARAMETER,
          "The parameter %s is longer than %d bytes".formatted(name, MAX_OPTION_BYTES));
    }
    return new String(part.content(), StandardCharsets.UTF_8).strip();
  }

  /** Returns whether the part is what a browser sends for a file field without a file. */
  private static boolean isEmptyField(MultipartParser.Part part) {
    return part.content().length == 0
        && MediaTypes.parameter(part.disposition(), "filename").orElse("").isEmpty();
  }

  private static ProblemException malformedException(String detail) {
    return new ProblemException(ProblemType.MALFORMED_MULTIPART, detail);
  }
}
