package io.github.snaplabel.http;

import java.util.Map;

/** The API's paths. */
final class Routes {
  private Routes() {}

  static Map<String, Route> of(Access access, Endpoint classify, ModelInfo model, Json json) {
    Endpoint openApi = Document.packaged("openapi.json", Map.of("Content-Type", MediaTypes.JSON));
    Endpoint about = Document.made(json.write(model), MediaTypes.JSON);
    return Map.of(
        "/", new Route("GET", MediaTypes.HTML, true, Page.document(access, model.trained())),
        "/openapi.json", new Route("GET", MediaTypes.JSON, true, openApi),
        "/health",
            new Route("GET", MediaTypes.JSON, true, _ -> json.answer(Map.of("status", "ok"))),
        "/model", new Route("GET", MediaTypes.JSON, false, about),
        "/classify", new Route("POST", MediaTypes.JSON, false, classify));
  }
}
