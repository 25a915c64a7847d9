package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
  private static TestApi api(String origin) {
    return new TestApi(new HttpSettings(Access.PUBLIC, null, origin, 16, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://example.org", "http://localhost:3000"})
  void everyResponseNamesTheAllowedOrigin(String origin) {
    TestApi api = api(origin);

    assertThat(api.send("GET", "/health").headers())
        .containsEntry("Access-Control-Allow-Origin", origin)
        .containsEntry("Access-Control-Expose-Headers", "ETag");
    assertThat(api.send("GET", "/nothing").headers())
        .containsEntry("Access-Control-Allow-Origin", origin);
  }

  @Test
  void aPreflightResponseListsWhatMayBeSent() {
    HttpResponse response =
        api("*")
            .send(
                "OPTIONS",
                "/classify",
                "Origin: https://example.org",
                "Access-Control-Request-Method: POST");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers())
        .containsEntry("Access-Control-Allow-Origin", "*")
        .containsEntry("Access-Control-Allow-Methods", "POST, OPTIONS")
        .containsEntry("Access-Control-Max-Age", "7200")
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers",
            names -> assertThat(names).contains("Authorization", "Content-Type"));
  }

  @Test
  void aPreflightResponseAllowsTheHeadersOfASignedRequest() {
    TestApi api = new TestApi(new HttpSettings(Access.IAM, null, "https://example.org", 16, 5));

    HttpResponse response = api.send("OPTIONS", "/classify", "Origin: https://example.org");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers())
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers",
            names ->
                assertThat(names)
                    .contains("X-Amz-Content-Sha256", "X-Amz-Date", "X-Amz-Security-Token"));
  }
}
