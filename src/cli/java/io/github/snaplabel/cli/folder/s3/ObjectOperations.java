package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;

/**
 * Handles the S3 operations (for a bucket without versioning) GetObject, HeadObject,
 * GetObjectTagging and PutObjectTagging. Any other is {@code NotImplemented}. Thread-safe.
 */
final class ObjectOperations {
  private static final String ROOT = "/" + EmbeddedS3.BUCKET + "/";

  /** Far more than ten tags take. */
  private static final int MAX_TAGGING_BYTES = 1 << 16;

  private final ObjectIndex objects;
  private final TagStore tags;

  ObjectOperations(ObjectIndex objects, TagStore tags) {
    this.objects = objects;
    this.tags = tags;
  }

  /**
   * Handles a request.
   *
   * @throws S3ErrorException if S3 would reject it
   */
  void handle(HttpExchange exchange) throws IOException, S3ErrorException {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    String operation = exchange.getRequestMethod() + (query.isEmpty() ? "" : "?" + query);
    switch (operation) {
      case "GET", "GET?versionId=null" -> sendContent(exchange, find(exchange));
      case "HEAD" -> {
        FolderObject object = find(exchange);
        describe(exchange, object);
        LoopbackResponse.sendHead(exchange, 200, object.version().size());
      }
      case "GET?tagging" -> S3Xml.send(exchange, 200, S3Xml.tagging(tags.tags(find(exchange))));
      case "PUT?tagging" -> {
        Map<String, String> requested =
            S3Xml.tags(exchange.getRequestBody().readNBytes(MAX_TAGGING_BYTES));
        TagRules.check(requested);
        if (!tags.tag(find(exchange), requested)) {
          throw noSuchKeyException();
        }
        LoopbackResponse.send(exchange, 200);
      }
      case String _ when operation.startsWith("GET?versionId=") ->
          throw new S3ErrorException(S3Error.INVALID_ARGUMENT, "Invalid version id specified");
      default ->
          throw new S3ErrorException(
              S3Error.NOT_IMPLEMENTED, "%s is not implemented".formatted(operation));
    }
  }

  private FolderObject find(HttpExchange exchange) throws S3ErrorException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith(ROOT)) {
      throw new S3ErrorException(S3Error.NO_SUCH_BUCKET, "The specified bucket does not exist");
    }
    FolderObject object = find(path.substring(ROOT.length()));
    String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    if (ifMatch != null && !ifMatch.replace("\"", "").equals(object.eTag())) {
      throw new S3ErrorException(
          S3Error.PRECONDITION_FAILED,
          "At least one of the pre-conditions you specified did not hold");
    }
    return object;
  }

  private FolderObject find(String key) throws S3ErrorException {
    try {
      return objects.find(key).orElseThrow(ObjectOperations::noSuchKeyException);
    } catch (NoSuchFileException _) {
      throw noSuchKeyException();
    } catch (IOException e) {
      throw new S3ErrorException(
          S3Error.INTERNAL_ERROR, "The file cannot be read: " + e.getMessage());
    }
  }

  private void sendContent(HttpExchange exchange, FolderObject object)
      throws IOException, S3ErrorException {
    try (InputStream in = Files.newInputStream(object.path(), LinkOption.NOFOLLOW_LINKS)) {
      describe(exchange, object);
      int tagCount = tags.tags(object).size();
      if (tagCount > 0) {
        exchange.getResponseHeaders().set("x-amz-tagging-count", Integer.toString(tagCount));
      }
      FileResponse.send(exchange, in, object.version().size());
    } catch (NoSuchFileException _) {
      throw noSuchKeyException();
    }
  }

  private static S3ErrorException noSuchKeyException() {
    return new S3ErrorException(S3Error.NO_SUCH_KEY, "The specified key does not exist.");
  }

  private static void describe(HttpExchange exchange, FolderObject object) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", '"' + object.eTag() + '"');
    headers.set("Content-Type", "binary/octet-stream");
    headers.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            object.version().modified().atOffset(ZoneOffset.UTC)));
  }
}
