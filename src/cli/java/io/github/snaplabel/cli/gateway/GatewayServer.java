package io.github.snaplabel.cli.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * An {@link GatewayEmulator} on a port of this machine, which only this machine reaches.
 *
 * <p>The server is the JDK's own: made for such use, with a limit for the whole time in which a
 * request has to arrive, which the larger ones have for its parts at most.
 */
public final class GatewayServer implements AutoCloseable {
  /** What is still read of a body that is too long, so that its client gets to read the answer. */
  private static final int MAX_SKIPPED = 10 * GatewayEmulator.MAX_BODY;

  private static final int SKIP_STEP = 64 * 1024;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final GatewayEmulator api;
  private final ExecutorService threads = PlatformThreads.perTask("http");
  private final Consumer<String> log;

  private GatewayServer(HttpServer server, GatewayEmulator api, Consumer<String> log) {
    this.server = server;
    this.api = api;
    this.log = log;
  }

  /**
   * Opens it.
   *
   * @param port 0 for any that is free
   * @param log is told of each request, from any thread
   * @throws java.net.BindException if the port is in use or not allowed
   */
  public static GatewayServer open(int port, Integration function, Consumer<String> log)
      throws IOException {
    return open(port, new GatewayEmulator(function, GatewayEmulator.MAX_WAIT, log), log);
  }

  static GatewayServer open(int port, GatewayEmulator api, Consumer<String> log)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    GatewayServer opened = new GatewayServer(HttpServer.create(address, 0), api, log);
    opened.server.createContext("/", opened::handle);
    opened.server.setExecutor(opened.threads);
    opened.server.start();
    return opened;
  }

  /**
   * Sets how long a request may take to arrive: a client that is slower is cut off. The server
   * reads it once, so it counts only before the first server of this process.
   *
   * @param limit whole seconds, which is what the server takes (its documentation says
   *     milliseconds)
   */
  public static void limitRequestTime(Duration limit) {
    System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(limit.toSeconds()));
  }

  /** Answers paths that begin so without the function; nothing is logged of them. */
  public void route(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long begin = System.nanoTime();
    try (exchange) {
      Optional<Payload> body = body(exchange);
      GatewayResponse answer =
          body.isPresent()
              ? api.answer(GatewayRequest.of(exchange, body.get()))
              : GatewayEmulator.TOO_LONG;
      send(exchange, answer);
      log.accept(
          "%s %s %d %d ms"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  answer.status(),
                  Duration.ofNanos(System.nanoTime() - begin).toMillis()));
    } catch (InterruptedException e) {
      // The server is being closed; the connection goes with it.
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the body; empty if it is too long. */
  private static Optional<Payload> body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] bytes = in.readNBytes(GatewayEmulator.MAX_BODY + 1);
    if (bytes.length <= GatewayEmulator.MAX_BODY) {
      return Optional.of(Payload.of(bytes));
    }
    byte[] skipped = new byte[SKIP_STEP];
    for (int more = MAX_SKIPPED; more > 0 && in.read(skipped) >= 0; more -= SKIP_STEP) {}
    return Optional.empty();
  }

  private static void send(HttpExchange exchange, GatewayResponse answer) throws IOException {
    exchange.getResponseHeaders().putAll(answer.headers());
    int size = answer.mayHaveBody() ? answer.body().size() : 0;
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (size > 0) {
        // Nothing is known of what GET would give if the function leaves the body out.
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(size));
      }
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
    } else if (size == 0) {
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(answer.status(), size);
      answer.body().writeTo(exchange.getResponseBody());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    api.close();
  }
}
