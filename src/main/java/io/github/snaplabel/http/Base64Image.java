package io.github.snaplabel.http;

import java.util.Base64;
import java.util.regex.Pattern;

/** Decodes an image from base64, in the standard or URL-safe alphabet, or from a data URL. */
final class Base64Image {
  /** RFC 2397, with any media type and parameters. */
  private static final Pattern DATA_URL =
      Pattern.compile("data:[^,]{0,200};base64,", Pattern.CASE_INSENSITIVE);

  private static final String WHITESPACE = " \t\r\n";

  private Base64Image() {}

  /**
   * Decodes the text. White space is ignored, and padding is optional.
   *
   * @throws ProblemException if the text is empty or not valid base64
   */
  static byte[] decode(String text) throws ProblemException {
    String base64 = withoutWhitespace(withoutPrefix(text.strip()));
    if (base64.isEmpty()) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The image's base64 is empty");
    }
    boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
    try {
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.BAD_BASE64, "The image is neither valid base64 nor a base64 data URL");
    }
  }

  private static String withoutPrefix(String text) throws ProblemException {
    if (!text.regionMatches(true, 0, "data:", 0, 5)) {
      return text;
    }
    var prefix = DATA_URL.matcher(text);
    if (!prefix.lookingAt()) {
      throw new ProblemException(
          ProblemType.BAD_BASE64, "A data URL must look like data:image/jpeg;base64,...");
    }
    return text.substring(prefix.end());
  }

  /**
   * Removes white space: searches megabytes of text four times with vector instructions, and copies
   * them only if they contain some.
   */
  private static String withoutWhitespace(String text) {
    String rest = text;
    for (int i = 0; i < WHITESPACE.length(); i++) {
      rest = rest.replace(WHITESPACE.substring(i, i + 1), "");
    }
    return rest;
  }
}
