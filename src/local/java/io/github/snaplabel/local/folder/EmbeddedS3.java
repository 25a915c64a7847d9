package io.github.snaplabel.local.folder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * An S3 on the loopback with one bucket. Who knows the access key is let in; signatures are not
 * checked.
 */
final class EmbeddedS3 implements AutoCloseable {
  static final String BUCKET = "folder";

  private final ObjectCalls calls;
  private final HttpServer server;
  private final ExecutorService threads = PlatformThreads.perTask("s3");
  private final String accessKey = UUID.randomUUID().toString();

  private EmbeddedS3(ObjectCalls calls, HttpServer server) {
    this.calls = calls;
    this.server = server;
  }

  /** Opens it on any port that is free. */
  static EmbeddedS3 open(ETags objects, TagStore tags) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EmbeddedS3 opened = new EmbeddedS3(new ObjectCalls(objects, tags), server);
    server.createContext("/", opened::handle);
    server.setExecutor(opened.threads);
    server.start();
    return opened;
  }

  /** The variables by which a client of AWS finds it and may use it. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:%d".formatted(server.getAddress().getPort()),
        "AWS_ACCESS_KEY_ID",
        accessKey,
        "AWS_SECRET_ACCESS_KEY",
        "not checked");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        checkAccess(exchange);
        calls.answer(exchange);
      } catch (S3Refusal e) {
        S3Xml.send(
            exchange, e.error().status(), S3Xml.error(e, exchange.getRequestURI().getPath()));
      }
    }
  }

  private void checkAccess(HttpExchange exchange) throws S3Refusal {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!LoopbackHost.isMeantBy(exchange)
        || authorization == null
        || !authorization.contains("Credential=%s/".formatted(accessKey))) {
      throw new S3Refusal(S3Error.ACCESS_DENIED, "Access Denied");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
