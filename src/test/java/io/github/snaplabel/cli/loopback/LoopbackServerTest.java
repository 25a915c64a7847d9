package io.github.snaplabel.cli.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aRequestIsHandledByTheLongestPrefixOnAThreadOfTheServer() throws Exception {
    try (LoopbackServer server = LoopbackServer.bind(0, "test")) {
      server.route("/", text("root"));
      server.route("/a", exchange -> text(Thread.currentThread().getName()).handle(exchange));
      server.start();

      assertThat(get(server, "/b")).isEqualTo("root");
      assertThat(get(server, "/a/b")).startsWith("test-");
    }
  }

  @Test
  void onlyTheLoopbackAddressIsBound() throws Exception {
    try (LoopbackServer server = LoopbackServer.bind(0, "test")) {
      assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void aPortInUseIsABindException() throws Exception {
    try (LoopbackServer server = LoopbackServer.bind(0, "test")) {
      int port = server.address().getPort();

      assertThatThrownBy(() -> LoopbackServer.bind(port, "test")).isInstanceOf(BindException.class);
    }
  }

  @Test
  void closingInterruptsRequestsInProgressAndClosesTheirConnections() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> response;
    try (LoopbackServer server = LoopbackServer.bind(0, "test")) {
      server.route(
          "/",
          exchange -> {
            started.countDown();
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException _) {
              interrupted.countDown();
            }
          });
      server.start();
      response = client.sendAsync(request(server, "/"), HttpResponse.BodyHandlers.ofString());
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class);
  }

  private static HttpHandler text(String text) {
    return exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(200, text.length());
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private String get(LoopbackServer server, String path) throws Exception {
    return client.send(request(server, path), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(LoopbackServer server, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.address().getPort(), path)))
        .build();
  }
}
