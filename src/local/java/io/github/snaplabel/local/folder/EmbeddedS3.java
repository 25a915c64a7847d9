package io.github.snaplabel.local.folder;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 on the loopback with one bucket: GetObject, HeadObject, GetObjectTagging, PutObjectTagging.
 * Anything else is {@code NotImplemented}. Who knows the access key is let in; signatures are not
 * checked.
 */
final class EmbeddedS3 implements AutoCloseable {
  static final String BUCKET = "folder";

  private static final String ROOT = "/" + BUCKET + "/";

  /** Ten tags are far shorter. */
  private static final int MAX_TAGGING = 1 << 16;

  private static final int NO_BODY = -1;

  private final ETags objects;
  private final TagStore tags;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String accessKey = UUID.randomUUID().toString();

  private EmbeddedS3(ETags objects, TagStore tags, HttpServer server) {
    this.objects = objects;
    this.tags = tags;
    this.server = server;
  }

  /** Opens it on any port that is free. */
  static EmbeddedS3 open(ETags objects, TagStore tags) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EmbeddedS3 opened = new EmbeddedS3(objects, tags, server);
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
        answer(exchange);
      } catch (S3Refusal e) {
        send(exchange, e.error().status(), S3Xml.error(e, exchange.getRequestURI().getPath()));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException, S3Refusal {
    checkAccess(exchange);
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    String call = exchange.getRequestMethod() + (query.isEmpty() ? "" : "?" + query);
    switch (call) {
      case "GET" -> sendContent(exchange, find(exchange));
      case "HEAD" -> {
        describe(exchange, find(exchange));
        exchange.sendResponseHeaders(200, NO_BODY);
      }
      case "GET?tagging" -> send(exchange, 200, S3Xml.tagging(tags.tags(find(exchange))));
      case "PUT?tagging" -> {
        Map<String, String> wanted = S3Xml.tags(exchange.getRequestBody().readNBytes(MAX_TAGGING));
        TagRules.check(wanted);
        tags.tag(find(exchange), wanted);
        exchange.sendResponseHeaders(200, NO_BODY);
      }
      default ->
          throw new S3Refusal(S3Error.NOT_IMPLEMENTED, "There is no %s here".formatted(call));
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

  private FolderObject find(HttpExchange exchange) throws S3Refusal {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith(ROOT)) {
      throw new S3Refusal(S3Error.NO_SUCH_BUCKET, "The specified bucket does not exist");
    }
    FolderObject object = find(path.substring(ROOT.length()));
    String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    if (ifMatch != null && !ifMatch.replace("\"", "").equals(object.eTag())) {
      throw new S3Refusal(
          S3Error.PRECONDITION_FAILED,
          "At least one of the pre-conditions you specified did not hold");
    }
    return object;
  }

  private FolderObject find(String key) throws S3Refusal {
    try {
      return objects
          .find(key)
          .orElseThrow(
              () -> new S3Refusal(S3Error.NO_SUCH_KEY, "The specified key does not exist."));
    } catch (NoSuchFileException _) {
      throw new S3Refusal(S3Error.NO_SUCH_KEY, "The specified key does not exist.");
    } catch (IOException e) {
      throw new S3Refusal(S3Error.INTERNAL_ERROR, "The file cannot be read: " + e.getMessage());
    }
  }

  private void sendContent(HttpExchange exchange, FolderObject object)
      throws IOException, S3Refusal {
    try (InputStream in = Files.newInputStream(object.path(), LinkOption.NOFOLLOW_LINKS)) {
      describe(exchange, object);
      int tagCount = tags.tags(object).size();
      if (tagCount > 0) {
        exchange.getResponseHeaders().set("x-amz-tagging-count", Integer.toString(tagCount));
      }
      FileAnswer.send(exchange, in, object.stamp().size());
    } catch (NoSuchFileException _) {
      throw new S3Refusal(S3Error.NO_SUCH_KEY, "The specified key does not exist.");
    }
  }

  private static void describe(HttpExchange exchange, FolderObject object) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", '"' + object.eTag() + '"');
    headers.set("Content-Type", "binary/octet-stream");
    headers.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            object.stamp().modified().atOffset(ZoneOffset.UTC)));
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Long.toString(object.stamp().size()));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] xml) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, xml.length);
      exchange.getResponseBody().write(xml);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
