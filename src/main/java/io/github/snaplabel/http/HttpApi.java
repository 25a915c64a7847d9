package io.github.snaplabel.http;

import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.event.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTPS API: every request gets an answer. Thread-safe. */
public final class HttpApi {
  private final Map<String, Route> routes;
  private final HttpObserver observer;
  private final ProblemWriter problems;
  private final TokenCheck token;
  private final Cors cors;
  private final Map<String, String> everywhere;

  /**
   * Reads the packaged documents and puts the routes together.
   *
   * @param labeler for several pictures at once
   * @param model that the labeler uses
   * @param observer is told of pictures and of failures
   */
  public HttpApi(HttpSettings settings, Labeler labeler, ModelInfo model, HttpObserver observer) {
    Json json = new Json();
    this.observer = observer;
    this.routes =
        Routes.of(
            settings.access(),
            new ClassifyEndpoint(settings, labeler, model, observer, json),
            model,
            json);
    this.problems = new ProblemWriter(json);
    this.token = TokenCheck.of(settings);
    this.cors = new Cors(settings.corsOrigin());
    this.everywhere = new LinkedHashMap<>(cors.headers());
    everywhere.put("X-Content-Type-Options", "nosniff");
  }

  private HttpApi(HttpApi other, TokenCheck token) {
    this.observer = other.observer;
    this.routes = other.routes;
    this.problems = other.problems;
    this.token = token;
    this.cors = other.cors;
    this.everywhere = other.everywhere;
  }

  /** The same API, down to its caches, for a caller who is known already. */
  public HttpApi withoutToken() {
    return new HttpApi(this, TokenCheck.NONE);
  }

  /** Answers a request; what is wrong with it, or with us, is an answer too. */
  public HttpResponse handle(HttpRequest request) {
    HttpResponse response = answerOrProblem(request).withDefaults(everywhere);
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private HttpResponse answerOrProblem(HttpRequest request) {
    try {
      return answer(request);
    } catch (ProblemException problem) {
      return problems.answer(problem, request.requestId());
    } catch (RuntimeException cause) {
      observer.failed(request, cause);
      ProblemException problem =
          new ProblemException(
              ProblemType.INTERNAL_ERROR, "The log says more, under this request's id");
      return problems.answer(problem, request.requestId());
    }
  }

  private HttpResponse answer(HttpRequest request) throws ProblemException {
    Route route = routes.get(request.path());
    if (route == null) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "There are POST /classify and GET /, /model, /health, /openapi.json");
    }
    if (request.method().equals("OPTIONS")) {
      return cors.options(route);
    }
    if (!route.takes(request.method())) {
      throw new ProblemException(
          ProblemType.METHOD_NOT_ALLOWED,
          "%s takes %s".formatted(request.path(), route.methods()),
          Map.of("Allow", route.methods()));
    }
    if (!route.open()) {
      token.check(request);
    }
    if (!MediaTypes.accepts(request.header("Accept").orElse(""), route.contentType())) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE,
          "The answer is %s; the request accepts only others".formatted(route.contentType()));
    }
    return route.endpoint().answer(request);
  }
}
