package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.loopback.LoopbackHost;
import io.github.snaplabel.cli.loopback.LoopbackServer;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * An S3 API with one bucket on the loopback address. Requests must use its access key; signatures
 * are not checked.
 */
public final class EmbeddedS3 implements AutoCloseable {
  public static final String BUCKET = "folder";

  private final ObjectOperations operations;
  private final LoopbackServer server;
  private final String accessKey = UUID.randomUUID().toString();

  private EmbeddedS3(ObjectOperations operations, LoopbackServer server) {
    this.operations = operations;
    this.server = server;
  }

  /** Starts the API on any free port. */
  public static EmbeddedS3 open(ObjectIndex objects, TagStore tags) throws IOException {
    LoopbackServer server = LoopbackServer.bind(0, "s3");
    EmbeddedS3 s3 = new EmbeddedS3(new ObjectOperations(objects, tags), server);
    server.route("/", s3::handle);
    server.start();
    return s3;
  }

  /** Returns the environment variables that give a function access to the bucket. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:%d".formatted(server.address().getPort()),
        "SNAPLABEL_BUCKET",
        BUCKET,
        "AWS_ACCESS_KEY_ID",
        accessKey,
        "AWS_SECRET_ACCESS_KEY",
        "not checked");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        checkAccess(exchange);
        operations.handle(exchange);
      } catch (S3ErrorException e) {
        S3Xml.send(
            exchange, e.error().status(), S3Xml.error(e, exchange.getRequestURI().getPath()));
      }
    }
  }

  private void checkAccess(HttpExchange exchange) throws S3ErrorException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!LoopbackHost.matches(exchange)
        || authorization == null
        || !authorization.contains("Credential=%s/".formatted(accessKey))) {
      throw new S3ErrorException(S3Error.ACCESS_DENIED, "Access Denied");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
