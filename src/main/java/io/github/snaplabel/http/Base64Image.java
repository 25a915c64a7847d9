package io.github.snaplabel.http;

import java.util.Base64;
import java.util.regex.Pattern;

/** Reads a picture from text: base64 in its plain or URL-safe alphabet, or a data URL of it. */
final class Base64Image {
  /** RFC 2397, with whatever type and parameters. */
  private static final Pattern DATA_URL =
      Pattern.compile("data:[^,]{0,200};base64,", Pattern.CASE_INSENSITIVE);

  private static final String WHITESPACE = " \t\r\n";

  private Base64Image() {}

  /**
   * Decodes the text; white space in it does not matter, padding may be left out.
   *
   * @throws ProblemException if it is not base64, or empty
   */
  static byte[] decode(String text) throws ProblemException {
    String base64 = withoutWhitespace(withoutPrefix(text.strip()));
    if (base64.isEmpty()) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The picture's text is empty");
    }
    boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
    try {
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.BAD_BASE64, "The picture's text is neither base64 nor a data URL of it");
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

  /** Megabytes: looked through four times by the processor's own search, copied only if need be. */
  private static String withoutWhitespace(String text) {
    String rest = text;
    for (int i = 0; i < WHITESPACE.length(); i++) {
      rest = rest.replace(WHITESPACE.substring(i, i + 1), "");
    }
    return rest;
  }
}
