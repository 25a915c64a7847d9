package io.github.snaplabel.http;

import java.util.Map;

/** The web pages: documents that load no further resources. */
final class Page {
  private Page() {}

  /**
   * Returns the page. With {@link Access#IAM} it explains how to call the API, because browsers do
   * not sign requests. For an untrained model it shows a warning at the top.
   */
  static Document document(Access access, boolean trained) {
    String name = access == Access.IAM ? "index-iam.html" : "index.html";
    Map<String, String> headers = headers("page.js", "page.css");
    return trained
        ? Document.ofResource(name, headers)
        : Document.ofText(
            Resources.text(name).replaceFirst("<html ", "<html data-trained=\"false\" "), headers);
  }

  /** Returns the page that describes the API. */
  static Document reference() {
    return Document.ofResource("reference.html", headers("docs.js", "docs.css"));
  }

  private static Map<String, String> headers(String script, String style) {
    return Map.of(
        "Content-Type",
        MediaTypes.HTML,
        "Content-Security-Policy",
        policy(script, style),
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy",
        "no-referrer");
  }

  /**
   * Allows the page to run its own script, call its own API and show the user's files, and prevents
   * other pages from framing it.
   */
  private static String policy(String script, String style) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'sha256-" + Resources.text(script + ".sha256") + "'",
        "style-src 'sha256-" + Resources.text(style + ".sha256") + "'",
        "img-src blob: data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
