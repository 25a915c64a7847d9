package io.github.snaplabel.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be configured.
 *
 * @param access who may call
 * @param tokenSha256 SHA-256 of the token in UTF-8, 64 hex digits; needed for {@link Access#TOKEN}
 * @param corsOrigin the web origin whose pages may call, such as {@code https://example.org}, or
 *     {@code *} for all; null for none but the function's own
 * @param maxPictures of one request, at least 1
 * @param defaultTopK predictions of a picture at most unless the request says otherwise, 1 to
 *     {@link #MAX_TOP_K}
 */
public record HttpSettings(
    Access access,
    @Nullable String tokenSha256,
    @Nullable String corsOrigin,
    int maxPictures,
    int defaultTopK) {
  /** More classes than an answer has room for. */
  public static final int MAX_TOP_K = 100_000;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^\\s/,*]+");

  /** For IAM, without CORS, 16 pictures, five predictions. */
  public static final HttpSettings DEFAULT = new HttpSettings(Access.IAM, null, null, 16, 5);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not allowed, with a sentence that says what is
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
    if (maxPictures < 1) {
      throw new IllegalArgumentException("at least 1 picture must be allowed, not " + maxPictures);
    }
    if (defaultTopK < 1 || defaultTopK > MAX_TOP_K) {
      throw new IllegalArgumentException(
          "the default top-k must be 1 to " + MAX_TOP_K + ", not " + defaultTopK);
    }
  }

  /** Whether a text has the form of {@link #tokenSha256}. */
  public static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  /** Whether a text has the form of {@link #corsOrigin}. */
  public static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }
}
