package io.github.snaplabel.http;

import io.github.snaplabel.classify.ModelManifest;
import java.util.Map;

/** The web pages, and the files that the page loads: its example photos and texts. */
final class Page {
  private Page() {}

  /**
   * Returns the page. With {@link Access#IAM} it explains how to call the API, because browsers do
   * not sign requests. For an untrained model, it shows a warning at the top. For a model whose
   * classes are not ImageNet's, it offers no example photos, because they show none of these
   * classes.
   */
  static Document document(Access access, ModelInfo model) {
    String name = access == Access.IAM ? "index-iam.html" : "index.html";
    Map<String, String> headers = headers("page.js", "page.css");
    String attributes =
        (model.trained() ? "" : "data-trained=\"false\" ")
            + (model.labels().equals(ModelManifest.IMAGENET) ? "" : "data-examples=\"false\" ");
    return attributes.isEmpty()
        ? Document.ofResource(name, headers)
        : Document.ofText(
            Resources.text(name).replaceFirst("<html ", "<html " + attributes), headers);
  }

  /** Returns the routes of the files that the page loads, by path. */
  static Map<String, Route> files() {
    return Map.of(
        "/assets/cat.jpg",
        photo("cat.jpg"),
        "/assets/photographer.jpg",
        photo("photographer.jpg"),
        "/assets/zh-Hans.json",
        texts("zh-Hans.json"),
        "/assets/zh-Hant.json",
        texts("zh-Hant.json"));
  }

  // Read for each request, because browsers cache them and a cold start should not load them.
  private static Route photo(String name) {
    return new Route(
        "GET", MediaTypes.JPEG, true, request -> Document.ofPhoto(name).handle(request));
  }

  private static Route texts(String name) {
    Map<String, String> headers = Map.of("Content-Type", MediaTypes.JSON);
    return new Route(
        "GET",
        MediaTypes.JSON,
        true,
        request -> Document.ofResource(name, headers).handle(request));
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
