package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.Events;
import io.github.snaplabel.event.HttpRequest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handles the repository's events, from the bytes that Lambda receives to those it returns. */
class HttpEventFilesTest {
  private final TestApi api = new TestApi();

  @ParameterizedTest
  @CsvSource({
    "http-api-image, 200, 3",
    "http-api-json, 200, 3",
    "http-api-multipart, 200, 2",
    "http-rest-image, 200, 3",
    "http-function-url-image, 200, 5",
    "http-health, 200, 0",
    "http-not-an-image, 415, 5"
  })
  void everyEventGetsItsResponse(String event, int status, int topK) throws Exception {
    HttpRequest request = Events.http(event);
    HttpResponse response = api.handle(request);

    assertThat(response.status()).isEqualTo(status);
    assertThat(api.labeler.requested.stream().distinct().toList())
        .isEqualTo(topK == 0 ? List.of() : List.of(new TopK(topK, 0)));
    assertThat(new ResponseWriter().write(response, request.envelope())).isNotEmpty();
  }
}
