package io.github.snaplabel.cli.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackResponseTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource({"GET, hello, 5, hello", "HEAD, hello, 5, ''", "GET, '', 0, ''", "HEAD, '', 0, ''"})
  void theLengthOfTheBodyIsSentWithAndWithoutTheBody(
      String method, String body, String length, String received) throws Exception {
    HttpResponse<String> response =
        request(
            method,
            exchange -> {
              byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
              LoopbackResponse.send(exchange, 201, bytes.length, out -> out.write(bytes));
            });

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().allValues("Content-Length")).containsExactly(length);
    assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
    assertThat(response.body()).isEqualTo(received);
  }

  @ParameterizedTest
  @CsvSource({"POST, 0", "HEAD,"})
  void aResponseToHeadHasNoLengthIfItIsUnknown(String method, String length) throws Exception {
    HttpResponse<String> response =
        request(method, exchange -> LoopbackResponse.send(exchange, 200));

    assertThat(response.headers().firstValue("Content-Length").orElse(null)).isEqualTo(length);
    assertThat(response.body()).isEmpty();
  }

  private HttpResponse<String> request(String method, HttpHandler handler) throws Exception {
    try (LoopbackServer server = LoopbackServer.bind(0, "test")) {
      server.route(
          "/",
          exchange -> {
            try (exchange) {
              handler.handle(exchange);
            }
          });
      server.start();
      URI uri = URI.create("http://localhost:" + server.address().getPort());
      return client.send(
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
          BodyHandlers.ofString());
    }
  }
}
