package io.github.snaplabel.compiler.source;

/**
 * A URL as it may be printed: without the name and password in front of the host, and without the
 * query, which may be a signature.
 */
public final class RedactedUrl {
  private static final String REDACTED = "***";

  private RedactedUrl() {}

  /** Returns the text of a URL with {@code ***} in place of its credentials. */
  public static String of(String url) {
    return url.replaceFirst("//[^/?#]*@", "//" + REDACTED + "@")
        .replaceFirst("\\?[^#]*", "?" + REDACTED);
  }
}
