package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.loopback.LoopbackHost;
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
public final class EmbeddedS3 implements AutoCloseable {
  public static final String BUCKET = "folder";

  private final ObjectOperations calls;
  private final HttpServer server;
  private final ExecutorService threads = PlatformThreads.perTask("s3");
  private final String accessKey = UUID.randomUUID().toString();

  private EmbeddedS3(ObjectOperations calls, HttpServer server) {
    this.calls = calls;
    this.server = server;
  }

  /** Opens it on any port that is free. */
  public static EmbeddedS3 open(ObjectIndex objects, TagStore tags) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EmbeddedS3 opened = new EmbeddedS3(new ObjectOperations(objects, tags), server);
    server.createContext("/", opened::handle);
    server.setExecutor(opened.threads);
    server.start();
    return opened;
  }

  /** The variables by which a client of AWS finds it and may use it. */
  public Map<String, String> environment() {
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
      } catch (S3ErrorException e) {
        S3Xml.send(
            exchange, e.error().status(), S3Xml.error(e, exchange.getRequestURI().getPath()));
      }
    }
  }

  private void checkAccess(HttpExchange exchange) throws S3ErrorException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!LoopbackHost.isMeantBy(exchange)
        || authorization == null
        || !authorization.contains("Credential=%s/".formatted(accessKey))) {
      throw new S3ErrorException(S3Error.ACCESS_DENIED, "Access Denied");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
