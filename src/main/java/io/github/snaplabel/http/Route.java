package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import java.util.Map;

/**
 * A path of the API and what it offers.
 *
 * @param method GET (which includes HEAD) or POST
 * @param contentType of successful responses
 * @param open whether no token is needed, even with {@link Access#TOKEN}
 * @param endpoint handles the requests
 */
record Route(String method, String contentType, boolean open, Endpoint endpoint) {
  /** The path that labels images. */
  static final String CLASSIFY = "/classify";

  /** Handles the requests of one route. Thread-safe. */
  @FunctionalInterface
  interface Endpoint {
    /**
     * Handles a request whose method, token and {@code Accept} header have been checked.
     *
     * @throws ProblemException if the request cannot be answered for a reason that the client may
     *     know
     */
    HttpResponse handle(HttpRequest request) throws ProblemException;
  }

  /** Returns all routes of the API by path, except those of {@link Page#files}. */
  static Map<String, Route> all(
      Access access, Endpoint classify, Endpoint labels, ModelInfo model, Json json) {
    Endpoint page = Page.document(access, model);
    Endpoint openApi = Document.ofResource("openapi.json", Map.of("Content-Type", MediaTypes.JSON));
    Endpoint health = _ -> json.response(Map.of("status", "ok"));
    Endpoint modelInfo = Document.ofPrivateText(json.write(model), MediaTypes.JSON);
    return Map.of(
        "/",
        new Route("GET", MediaTypes.HTML, true, page),
        "/docs",
        new Route("GET", MediaTypes.HTML, true, Page.reference()),
        "/openapi.json",
        new Route("GET", MediaTypes.JSON, true, openApi),
        "/health",
        new Route("GET", MediaTypes.JSON, true, health),
        "/model",
        new Route("GET", MediaTypes.JSON, false, modelInfo),
        "/labels",
        new Route("GET", MediaTypes.JSON, false, labels),
        CLASSIFY,
        new Route("POST", MediaTypes.JSON, false, classify));
  }

  /** Returns whether the route handles requests with this method, besides OPTIONS. */
  boolean supports(String requestMethod) {
    return requestMethod.equals(method) || (requestMethod.equals("HEAD") && method.equals("GET"));
  }

  /** Returns the value of the {@code Allow} header. */
  String allowedMethods() {
    return method.equals("GET") ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
  }
}
