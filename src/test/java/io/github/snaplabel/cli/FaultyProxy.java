package io.github.snaplabel.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A proxy of an S3 that rejects some calls, as S3 does under load. Other requests and responses
 * pass unchanged, except for connection headers.
 */
final class FaultyProxy implements AutoCloseable {
  /** The JDK server's values for a response's length. */
  private static final long UNKNOWN_LENGTH = 0;

  private static final long NO_BODY = -1;

  /** Headers that each client and server sets itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding");

  private final URI target;
  private final String code;
  private final Predicate<HttpExchange> refusal;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /**
   * Listens on a free port.
   *
   * @param code S3 error code of rejections, which have status 503
   * @param refusal returns whether to reject a call
   */
  FaultyProxy(URI target, String code, Predicate<HttpExchange> refusal) throws IOException {
    this.target = target;
    this.code = code;
    this.refusal = refusal;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(PlatformThreads.perTask("proxy"));
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int calls() {
    return calls.get();
  }

  int refused() {
    return refused.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      if (refusal.test(exchange)) {
        refused.incrementAndGet();
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        FakeS3.refuse(exchange, 503, code);
      } else {
        answer(exchange, pass(exchange));
      }
    }
  }

  private HttpResponse<InputStream> pass(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), body(exchange));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!isConnectionHeader(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static BodyPublisher body(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null || length.equals("0")
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(exchange::getRequestBody), Long.parseLong(length));
  }

  private static void answer(HttpExchange exchange, HttpResponse<InputStream> response)
      throws IOException {
    try (InputStream body = response.body()) {
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!isConnectionHeader(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      Optional<String> length = response.headers().firstValue("content-length");
      if (exchange.getRequestMethod().equals("HEAD")) {
        length.ifPresent(bytes -> exchange.getResponseHeaders().set("Content-Length", bytes));
        exchange.sendResponseHeaders(response.statusCode(), NO_BODY);
      } else {
        long bytes = length.map(Long::parseLong).orElse(UNKNOWN_LENGTH);
        boolean empty = length.isPresent() && bytes == 0;
        exchange.sendResponseHeaders(response.statusCode(), empty ? NO_BODY : bytes);
      }
      body.transferTo(exchange.getResponseBody());
    }
  }

  private static boolean isConnectionHeader(String name) {
    return OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
