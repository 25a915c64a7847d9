package io.github.snaplabel.http;

import java.util.Map;

/** The page for people: one document that loads nothing. */
final class Page {
  private Page() {}

  /**
   * Returns the page. For {@link Access#IAM} it says how to call the API, because what a browser
   * sends is not signed. Of a model that is untrained it says so at the top.
   */
  static Document document(Access access, boolean trained) {
    String name = access == Access.IAM ? "index-iam.html" : "index.html";
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            MediaTypes.HTML,
            "Content-Security-Policy",
            policy(),
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy",
            "no-referrer");
    return trained
        ? Document.packaged(name, headers)
        : Document.compressed(
            Resources.text(name).replaceFirst("<html ", "<html data-trained=\"false\" "), headers);
  }

  /**
   * It runs its own script, sends to its own API, shows the user's own files, and is framed by
   * nobody.
   */
  private static String policy() {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'sha256-" + Resources.text("page.js.sha256") + "'",
        "style-src 'sha256-" + Resources.text("page.css.sha256") + "'",
        "img-src blob: data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
