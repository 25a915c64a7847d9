package io.github.snaplabel.cli.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the function's server that adds a stage, records requests and may replace responses.
 */
final class Front implements AutoCloseable {
  private static final Set<String> PASSED_ON =
      Set.of("accept", "accept-encoding", "authorization", "content-type", "if-none-match");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("content-length", "date", "connection", "transfer-encoding");

  /** A request to {@code classify}. */
  @SuppressWarnings("ArrayRecordComponent") // read, not compared
  record Upload(String query, String contentType, String authorization, byte[] body) {}

  /** A response that replaces the function's; with status 0 the connection is closed. */
  private record Instead(int status, String contentType, String body) {}

  /** Enough for the browser to report progress. */
  private static final int READ_BEFORE_CUT = 50_000;

  private static final Instead NOTHING = new Instead(-1, "", "");

  private final List<Upload> uploads = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = PlatformThreads.perTask("front");
  private final URI behind;
  private final String stage;
  private final HttpServer server;
  private volatile @Nullable Instead instead;
  private volatile long maxBytes = Long.MAX_VALUE;

  /**
   * Opens the proxy on a free port.
   *
   * @param stage empty, or a path such as {@code /prod}
   */
  Front(URI behind, String stage) throws IOException {
    this.behind = behind;
    this.stage = stage;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the page's URL, without a trailing slash. */
  String root() {
    return "http://localhost:" + server.getAddress().getPort() + stage;
  }

  List<Upload> uploads() {
    return uploads;
  }

  void answerProblem(int status, String code) {
    instead =
        new Instead(
            status,
            "application/problem+json",
            "{\"code\": \"%s\", \"requestId\": \"request-1\"}".formatted(code));
  }

  /** Sends an error response like API Gateway's own. */
  void answerMessage(int status) {
    instead = new Instead(status, "application/json", "{\"message\": \"of the gateway\"}");
  }

  /** Sends a response to each request to {@code classify}. */
  void answerLabels(String json) {
    instead = new Instead(200, "application/json", json);
  }

  void cutConnections() {
    instead = new Instead(0, "", "");
  }

  /** Leaves requests without an answer until {@link #passOn()}. */
  void answerNothing() {
    instead = NOTHING;
  }

  /** Closes the connections of larger uploads before they have arrived. */
  void cutUploadsOver(long bytes) {
    maxBytes = bytes;
  }

  void passOn() {
    instead = null;
    maxBytes = Long.MAX_VALUE;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String length = exchange.getRequestHeaders().getFirst("Content-Length");
      if (length != null && Long.parseLong(length) > maxBytes) {
        exchange.getRequestBody().readNBytes(READ_BEFORE_CUT);
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestURI().toString();
      if (!target.startsWith(stage)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String own = target.substring(stage.length()).replaceFirst("^/", "");
      Instead answer = instead;
      if (own.startsWith("classify")) {
        uploads.add(
            new Upload(
                String.valueOf(exchange.getRequestURI().getQuery()),
                header(exchange, "Content-Type"),
                header(exchange, "Authorization"),
                body));
      }
      while (NOTHING.equals(answer) && own.startsWith("classify")) {
        Thread.sleep(50);
        answer = NOTHING.equals(instead) ? NOTHING : new Instead(0, "", "");
      }
      if (answer == null || !own.startsWith("classify")) {
        forward(exchange, own, body);
      } else if (answer.status() > 0) {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  private void forward(HttpExchange exchange, String target, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(target))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            request.header(name, values.getFirst());
          }
        });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name)) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    send(exchange, response.statusCode(), response.body());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
