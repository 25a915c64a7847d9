package io.github.snaplabel.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Media types, and parsing of the headers that contain media types and content codings. */
final class MediaTypes {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String JPEG = "image/jpeg";
  static final String HTML = "text/html; charset=utf-8";
  static final String MULTIPART = "multipart/form-data";

  /** RFC 9110, 5.6.6, without escapes in quoted strings: browsers write %22 for a quote. */
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]*))");

  private static final Pattern QUALITY =
      Pattern.compile(";\\s*q\\s*=\\s*([0-9.]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  private MediaTypes() {}

  /** Returns the media type without its parameters, in lower case. */
  static String essence(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns a parameter of a header such as {@code form-data; name="file"}. */
  static Optional<String> parameter(String header, String name) {
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        String quoted = matcher.group(2);
        return Optional.of(quoted == null ? matcher.group(3) : quoted);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether an {@code Accept} header accepts a media type. The most specific matching range
   * takes precedence (RFC 9110, 12.5.1).
   */
  static boolean accepts(String accept, String contentType) {
    String type = essence(contentType);
    String family = type.substring(0, type.indexOf('/')) + "/*";
    int bestMatch = 0;
    boolean accepted = accept.isBlank();
    for (String range : accept.split(",", -1)) {
      String name = essence(range);
      int match = name.equals(type) ? 3 : name.equals(family) ? 2 : name.equals("*/*") ? 1 : 0;
      if (match > bestMatch) {
        bestMatch = match;
        accepted = !hasZeroWeight(range);
      }
    }
    return accepted;
  }

  /**
   * Returns whether an {@code Accept-Encoding} header accepts gzip, by name or with {@code *} (RFC
   * 9110, 12.5.3).
   */
  static boolean acceptsGzip(String acceptEncoding) {
    int bestMatch = 0;
    boolean accepted = false;
    for (String coding : acceptEncoding.split(",", -1)) {
      String name = essence(coding);
      int match = name.equals("gzip") || name.equals("x-gzip") ? 2 : name.equals("*") ? 1 : 0;
      if (match > bestMatch) {
        bestMatch = match;
        accepted = !hasZeroWeight(coding);
      }
    }
    return accepted;
  }

  /** Returns whether the quality value is zero, which means "not acceptable". */
  private static boolean hasZeroWeight(String range) {
    return weight(range) == 0;
  }

  /**
   * Returns the quality value of an item of a list, 0..1; 1 if it has none, 0 if it is malformed
   * (RFC 9110, 12.4.2).
   */
  static double weight(String item) {
    Matcher quality = QUALITY.matcher(item);
    if (!quality.find()) {
      return 1;
    }
    String value = quality.group(1);
    return WEIGHT.matcher(value).matches() ? Double.parseDouble(value) : 0;
  }
}
