package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTP API. Thread-safe. */
public final class HttpApi {
  private final Map<String, Route> routes;
  private final HttpObserver observer;
  private final Json json;
  private final TokenCheck token;
  private final Cors cors;
  private final Map<String, String> commonHeaders;

  /**
   * Loads the packaged documents and creates the routes.
   *
   * @param model that labels the images
   */
  public HttpApi(HttpSettings settings, Labeling labeling, ModelInfo model, HttpObserver observer) {
    this.observer = observer;
    this.json = new Json();
    this.routes =
        new HashMap<>(
            Route.all(
                settings.access(),
                new ClassifyEndpoint(settings, labeling, model, observer, json),
                new LabelsEndpoint(labeling.hierarchy(), json),
                model,
                json));
    routes.putAll(Page.files());
    this.token = TokenCheck.of(settings);
    this.cors = new Cors(settings.corsOrigin());
    this.commonHeaders = new LinkedHashMap<>(cors.headers());
    commonHeaders.put("X-Content-Type-Options", "nosniff");
  }

  private HttpApi(HttpApi other, TokenCheck token) {
    this.observer = other.observer;
    this.routes = other.routes;
    this.json = other.json;
    this.token = token;
    this.cors = other.cors;
    this.commonHeaders = other.commonHeaders;
  }

  /** Returns a view of this API that does not check tokens, for the function's own requests. */
  public HttpApi withoutToken() {
    return new HttpApi(this, TokenCheck.NONE);
  }

  /** Returns whether a request asks to label images. */
  public static boolean labelsImages(HttpRequest request) {
    return request.method().equals("POST")
        && (request.path().equals(Route.CLASSIFY) || request.path().equals("/"));
  }

  /** Returns whether a request has the token, or needs none. */
  public boolean permits(HttpRequest request) {
    return token.permits(request);
  }

  /** Handles a request. Invalid requests and internal failures are answered with a problem. */
  public HttpResponse handle(HttpRequest request) {
    HttpResponse response = responseOrProblem(request).withDefaults(commonHeaders);
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private HttpResponse responseOrProblem(HttpRequest request) {
    try {
      return response(request);
    } catch (ProblemException problem) {
      return json.problem(problem, request.requestId());
    } catch (RuntimeException cause) {
      observer.failed(request, cause);
      ProblemException problem =
          new ProblemException(
              ProblemType.INTERNAL_ERROR, "The function's log has details for this request ID");
      return json.problem(problem, request.requestId());
    }
  }

  private HttpResponse response(HttpRequest request) throws ProblemException {
    Route route = routes.get(request.path());
    if (route == null) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "The API has POST /classify and GET /, /docs, /labels, /model, /health, /openapi.json");
    }
    if (request.method().equals("OPTIONS")) {
      return cors.options(route);
    }
    if (!route.supports(request.method())) {
      throw new ProblemException(
          ProblemType.METHOD_NOT_ALLOWED,
          "%s supports %s".formatted(request.path(), route.allowedMethods()),
          Map.of("Allow", route.allowedMethods()));
    }
    if (!route.open()) {
      token.check(request);
    }
    if (!MediaTypes.accepts(request.header("Accept").orElse(""), route.contentType())) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE,
          "The response is %s, which the request does not accept".formatted(route.contentType()));
    }
    return route.endpoint().handle(request);
  }
}
