package io.github.snaplabel.cli.bucket;

import java.net.URI;
import java.net.URISyntaxException;

/** The URL of an S3-compatible server, given by an option or an environment variable. */
public final class S3Endpoint {
  private S3Endpoint() {}

  /**
   * Parses a URL.
   *
   * @param source name of the option or variable, for the message
   * @throws IllegalArgumentException if it does not name an HTTP or HTTPS server; the message says
   *     what is expected
   */
  public static URI parse(String source, String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Reported below: its message would repeat a password in the text.
    }
    throw new IllegalArgumentException(
        "%s must be a URL such as http://localhost:9000, not '%s'"
            .formatted(source, text.replaceFirst("//.*@", "//***@")));
  }
}
