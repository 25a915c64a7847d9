package io.github.snaplabel.cli.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.cli.loopback.LoopbackHost;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import io.github.snaplabel.cli.loopback.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves a {@link GatewayEmulator} on the loopback address. */
public final class GatewayServer implements AutoCloseable {
  /**
   * Limits how many bytes of an oversized body are read and discarded, so that the client can read
   * the response.
   */
  private static final int MAX_DISCARDED_BYTES = 10 * GatewayEmulator.MAX_BODY_BYTES;

  private static final int DISCARD_BUFFER_BYTES = 64 * 1024;

  private final LoopbackServer server;
  private final GatewayEmulator emulator;
  private final boolean forFolder;
  private final Consumer<String> log;

  private GatewayServer(
      LoopbackServer server, GatewayEmulator emulator, boolean forFolder, Consumer<String> log) {
    this.server = server;
    this.emulator = emulator;
    this.forFolder = forFolder;
    this.log = log;
  }

  /**
   * Opens a server.
   *
   * @param port 0 for any free port
   * @param log receives a line per request, on any thread
   * @throws java.net.BindException if the port is in use or not permitted
   */
  public static GatewayServer open(int port, Integration function, Consumer<String> log)
      throws IOException {
    return open(port, emulator(function, log), log);
  }

  /**
   * Opens a server whose function reads a folder of this machine. It answers only requests whose
   * host is this machine, and makes the function's page link to the folder's page. Otherwise it is
   * like {@link #open}.
   */
  public static GatewayServer openForFolder(int port, Integration function, Consumer<String> log)
      throws IOException {
    return open(port, emulator(function, log), true, log);
  }

  private static GatewayEmulator emulator(Integration function, Consumer<String> log) {
    return new GatewayEmulator(function, GatewayEmulator.INTEGRATION_TIMEOUT, log);
  }

  static GatewayServer open(int port, GatewayEmulator emulator, Consumer<String> log)
      throws IOException {
    return open(port, emulator, false, log);
  }

  private static GatewayServer open(
      int port, GatewayEmulator emulator, boolean forFolder, Consumer<String> log)
      throws IOException {
    LoopbackServer server = LoopbackServer.bind(port, "http");
    GatewayServer gateway = new GatewayServer(server, emulator, forFolder, log);
    server.route("/", gateway::handle);
    server.start();
    return gateway;
  }

  /** Serves the page that shows the folder, at {@code /bucket}. */
  public void showFolder(HttpHandler page) {
    server.route("/bucket", page);
  }

  public int port() {
    return server.address().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    try (exchange) {
      Optional<Payload> body = body(exchange);
      GatewayResponse response =
          forFolder && !LoopbackHost.matches(exchange)
              ? GatewayEmulator.FORBIDDEN
              : body.isPresent()
                  ? emulator.handle(GatewayRequest.of(exchange, body.get()))
                  : GatewayEmulator.REQUEST_TOO_LONG;
      if (forFolder) {
        // The only header of its own page's response that a script can read.
        exchange.getResponseHeaders().set("Server-Timing", "folder");
      }
      send(exchange, response);
      log.accept(
          "%s %s %d %d ms"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  response.status(),
                  Duration.ofNanos(System.nanoTime() - start).toMillis()));
    } catch (InterruptedException e) {
      // The server is being closed, and the connection with it.
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the body; returns empty if it is too long. */
  private static Optional<Payload> body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] bytes = in.readNBytes(GatewayEmulator.MAX_BODY_BYTES + 1);
    if (bytes.length <= GatewayEmulator.MAX_BODY_BYTES) {
      return Optional.of(Payload.of(bytes));
    }
    byte[] discarded = new byte[DISCARD_BUFFER_BYTES];
    for (int left = MAX_DISCARDED_BYTES;
        left > 0 && in.read(discarded) >= 0;
        left -= DISCARD_BUFFER_BYTES) {}
    return Optional.empty();
  }

  private static void send(HttpExchange exchange, GatewayResponse response) throws IOException {
    exchange.getResponseHeaders().putAll(response.headers());
    int size = response.allowsBody() ? response.body().size() : 0;
    if (size == 0) {
      // The length of the body that GET would have is unknown, if this is HEAD.
      LoopbackResponse.send(exchange, response.status());
    } else {
      LoopbackResponse.send(exchange, response.status(), size, response.body()::writeTo);
    }
  }

  @Override
  public void close() {
    server.close();
    emulator.close();
  }
}
