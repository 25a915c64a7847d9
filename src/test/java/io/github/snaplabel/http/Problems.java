package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Assertions on problems. */
final class Problems {
  private Problems() {}

  /** Asserts that the response is the given problem in the right format, and returns its detail. */
  static String assertProblem(HttpResponse response, int status, String code) {
    JsonNode body = TestApi.json(response);
    assertThat(body.path("code").asText()).as(response.body()).isEqualTo(code);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("type").asText()).isEqualTo("urn:problem-type:snaplabel:" + code);
    assertThat(body.path("title").asText()).isNotBlank();
    assertThat(body.path("requestId").asText()).isEqualTo("request-1");
    assertThat(body.size()).isEqualTo(6);
    return body.path("detail").asText();
  }
}
