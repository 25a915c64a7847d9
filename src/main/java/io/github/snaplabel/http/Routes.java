package io.github.snaplabel.http;

import java.util.Map;

/** The API's paths. */
final class Routes {
  /** The page loads nothing, sends nothing and is framed by nobody. */
  private static final String PAGE_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Routes() {}

  static Map<String, Route> of(Endpoint classify, ModelInfo model, Json json) {
    Endpoint page =
        new Document(
            Document.resource("index.html"),
            MediaTypes.HTML,
            "public, max-age=300",
            Map.of("Content-Security-Policy", PAGE_POLICY, "Referrer-Policy", "no-referrer"));
    Endpoint openApi =
        new Document(
            Document.resource("openapi.json"), MediaTypes.JSON, "public, max-age=300", Map.of());
    Endpoint about =
        new Document(json.write(model), MediaTypes.JSON, "private, max-age=300", Map.of());
    return Map.of(
        "/", new Route("GET", MediaTypes.HTML, true, page),
        "/openapi.json", new Route("GET", MediaTypes.JSON, true, openApi),
        "/health",
            new Route("GET", MediaTypes.JSON, true, _ -> json.answer(Map.of("status", "ok"))),
        "/model", new Route("GET", MediaTypes.JSON, false, about),
        "/classify", new Route("POST", MediaTypes.JSON, false, classify));
  }
}
