package io.github.snaplabel.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP API.
 *
 * @param access who may call the API
 * @param tokenSha256 SHA-256 of the token in UTF-8, 64 hex digits; required for {@link
 *     Access#TOKEN}
 * @param corsOrigin the web origin whose pages may call the API, such as {@code
 *     https://example.org}, or {@code *} for all; null for none but the API's own
 * @param maxImages maximum number of images in a request, at least 1
 * @param defaultTopK maximum number of predictions per image unless the request sets it, 1 to
 *     {@link #MAX_TOP_K}
 */
public record HttpSettings(
    Access access,
    @Nullable String tokenSha256,
    @Nullable String corsOrigin,
    int maxImages,
    int defaultTopK) {
  /** More predictions than fit into a response. */
  public static final int MAX_TOP_K = 100_000;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^\\s/,*]+");

  /** Access by IAM, no CORS, at most 16 images and five predictions. */
  public static final HttpSettings DEFAULT = new HttpSettings(Access.IAM, null, null, 16, 5);

  /**
   * Validates the values.
   *
   * @throws IllegalArgumentException if a value is not allowed; the message says what is
   */
  public HttpSettings {
    if (access == Access.TOKEN && tokenSha256 == null) {
      throw new IllegalArgumentException("access by token needs the token's SHA-256");
    }
    if (tokenSha256 != null && !isSha256(tokenSha256)) {
      throw new IllegalArgumentException("the token's SHA-256 must be 64 hex digits");
    }
    if (corsOrigin != null && !isOrigin(corsOrigin)) {
      throw new IllegalArgumentException(
          "the CORS origin must be * or one like https://example.org, not " + corsOrigin);
    }
    if (maxImages < 1) {
      throw new IllegalArgumentException("at least 1 image must be allowed, not " + maxImages);
    }
    if (defaultTopK < 1 || defaultTopK > MAX_TOP_K) {
      throw new IllegalArgumentException(
          "the default top-k must be 1 to " + MAX_TOP_K + ", not " + defaultTopK);
    }
  }

  /** Returns whether a text is a valid {@link #tokenSha256}. */
  public static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  /** Returns whether a text is a valid {@link #corsOrigin}. */
  public static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }
}
