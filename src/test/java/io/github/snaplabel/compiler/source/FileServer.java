package io.github.snaplabel.compiler.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server of one file on the loopback that answers ranges as RFC 9110 has it, and can break off.
 */
final class FileServer implements AutoCloseable {
  /**
   * The requests received: method and target, then {@code Range} and {@code If-Range}, if present.
   */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Integer> breaks = new ArrayDeque<>();
  private volatile byte[] content = {};
  private volatile String entityTag = "\"1\"";
  private volatile boolean ranges = true;
  private volatile int status = 200;
  private volatile @Nullable URI elsewhere;

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port() + "/file");
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Sets the file to serve; an empty entity tag is not sent. */
  FileServer holds(byte[] bytes, String tag) {
    content = bytes.clone();
    entityTag = tag;
    return this;
  }

  FileServer knowsNoRanges() {
    ranges = false;
    return this;
  }

  FileServer answers(int code) {
    status = code;
    return this;
  }

  FileServer redirectsTo(URI url) {
    elsewhere = url;
    return this;
  }

  /** Truncates the next responses after the given number of bytes of the body each. */
  FileServer breaksAfter(Integer... bytes) {
    synchronized (breaks) {
      breaks.addAll(List.of(bytes));
    }
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    String range = headers.getFirst("Range");
    String ifRange = headers.getFirst("If-Range");
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (range == null ? "" : " " + range)
            + (ifRange == null ? "" : " if " + ifRange));
    try (exchange) {
      if (elsewhere != null) {
        exchange.getResponseHeaders().set("Location", elsewhere.toString());
        exchange.sendResponseHeaders(302, -1);
      } else if (status != 200) {
        byte[] sorry = "sorry".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        exchange.sendResponseHeaders(status, sorry.length);
        exchange.getResponseBody().write(sorry);
      } else {
        sendFile(exchange, range, ifRange);
      }
    }
  }

  private void sendFile(HttpExchange exchange, @Nullable String range, @Nullable String ifRange)
      throws IOException {
    byte[] bytes = content;
    int from = 0;
    if (!entityTag.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", entityTag);
    }
    if (ranges && range != null && (ifRange == null || ifRange.equals(entityTag))) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (from >= bytes.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    OutputStream body = exchange.getResponseBody();
    Integer end;
    synchronized (breaks) {
      end = breaks.poll();
    }
    body.write(rest, 0, end == null ? rest.length : end);
    body.flush();
    // Closing the exchange before the body is complete closes the connection.
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
