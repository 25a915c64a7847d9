package io.github.snaplabel.http;

import java.util.Map;

/** Writes problems as RFC 9457 has them. */
final class ProblemWriter {
  private final Json json;

  ProblemWriter(Json json) {
    this.json = json;
  }

  /** The members of the answer, in their order. */
  private record Body(
      String type, String title, int status, String detail, String code, String requestId) {}

  HttpResponse answer(ProblemException problem, String requestId) {
    ProblemType type = problem.type();
    Body body =
        new Body(type.uri(), type.title(), type.status(), problem.detail(), type.code(), requestId);
    return new HttpResponse(
            type.status(),
            Map.of("Content-Type", MediaTypes.PROBLEM, "Cache-Control", "no-store"),
            json.write(body))
        .withDefaults(problem.headers());
  }
}
