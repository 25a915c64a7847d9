package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads and writes the API's JSON, problems (RFC 9457) included. Thread-safe. */
final class Json {
  /** Duplicate fields are rejected, since it would be unclear which value is meant. */
  private final ObjectMapper mapper =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  ObjectMapper mapper() {
    return mapper;
  }

  /** Returns JSON with a final line break, so that a terminal shows its prompt on a new line. */
  String write(Object value) {
    try {
      return mapper.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a response that caches must not store. */
  HttpResponse response(Object value) {
    return response(200, MediaTypes.JSON, value);
  }

  /** Returns the response that reports a problem. */
  HttpResponse problem(ProblemException problem, String requestId) {
    ProblemType type = problem.type();
    ProblemBody body =
        new ProblemBody(
            type.uri(), type.title(), type.status(), problem.detail(), type.code(), requestId);
    return response(type.status(), MediaTypes.PROBLEM, body).withDefaults(problem.headers());
  }

  /** The members of a problem, in the order in which they are written. */
  private record ProblemBody(
      String type, String title, int status, String detail, String code, String requestId) {}

  private HttpResponse response(int status, String contentType, Object value) {
    return new HttpResponse(
        status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), write(value));
  }
}
