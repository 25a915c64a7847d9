package io.github.snaplabel.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of content types, and what headers say of them and of encodings. */
final class MediaTypes {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String HTML = "text/html; charset=utf-8";
  static final String MULTIPART = "multipart/form-data";

  /** RFC 9110, 5.6.6, but for escapes in quoted strings: browsers write %22. */
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]*))");

  private static final Pattern QUALITY =
      Pattern.compile(";\\s*q\\s*=\\s*([0-9.]+)", Pattern.CASE_INSENSITIVE);

  private MediaTypes() {}

  /** The type without its parameters, in lower case. */
  static String essence(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** A parameter of a header such as {@code form-data; name="file"}. */
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
   * Whether an {@code Accept} header lets an answer of this type through: its most precise matching
   * range decides (RFC 9110, 12.5.1).
   */
  static boolean accepts(String accept, String contentType) {
    String type = essence(contentType);
    String family = type.substring(0, type.indexOf('/')) + "/*";
    int precision = 0;
    boolean accepted = accept.isBlank();
    for (String range : accept.split(",", -1)) {
      String name = essence(range);
      int own = name.equals(type) ? 3 : name.equals(family) ? 2 : name.equals("*/*") ? 1 : 0;
      if (own > precision) {
        precision = own;
        accepted = !isRefused(range);
      }
    }
    return accepted;
  }

  /** Whether an {@code Accept-Encoding} header lets gzip through, by name or by star (12.5.3). */
  static boolean acceptsGzip(String acceptEncoding) {
    int precision = 0;
    boolean accepted = false;
    for (String coding : acceptEncoding.split(",", -1)) {
      String name = essence(coding);
      int own = name.equals("gzip") || name.equals("x-gzip") ? 2 : name.equals("*") ? 1 : 0;
      if (own > precision) {
        precision = own;
        accepted = !isRefused(coding);
      }
    }
    return accepted;
  }

  /** A weight of zero; one that is no number counts as none. */
  private static boolean isRefused(String range) {
    Matcher quality = QUALITY.matcher(range);
    return quality.find() && quality.group(1).matches("0(\\.0*)?");
  }
}
