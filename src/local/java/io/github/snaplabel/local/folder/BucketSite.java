package io.github.snaplabel.local.folder;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.snaplabel.vision.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Map;
import java.util.Optional;

/**
 * The page that shows the bucket, what it is made of, its live events, and the pictures. Only for
 * who asks by this machine's own name.
 */
final class BucketSite implements HttpHandler {
  private static final String OBJECTS = "/bucket/objects/";

  /** The page runs its own script and shows its own pictures, and nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Whatever is in the folder, nothing in it runs. */
  private static final String PICTURE_POLICY = "default-src 'none'; sandbox";

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/bucket", new Asset("text/html; charset=utf-8", "bucket.html"),
          "/bucket/bucket.css", new Asset("text/css; charset=utf-8", "bucket.css"),
          "/bucket/bucket.js", new Asset("text/javascript; charset=utf-8", "bucket.js"),
          "/bucket/page.css",
              new Asset("text/css; charset=utf-8", "/io/github/snaplabel/http/page.css"));

  private final ETags objects;
  private final LiveEvents events;

  /** A file that is packaged beside this class. */
  private record Asset(String contentType, String resource) {}

  BucketSite(ETags objects, LiveEvents events) {
    this.objects = objects;
    this.events = events;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-cache");
      String path = exchange.getRequestURI().getPath();
      Asset asset = ASSETS.get(path);
      if (!LoopbackHost.isMeantBy(exchange)) {
        refuse(exchange, 403, "This page is for this machine only.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        refuse(exchange, 405, "There is only GET here.");
      } else if (asset != null) {
        sendAsset(exchange, asset);
      } else if (path.equals("/bucket/events")) {
        events.serve(exchange);
      } else if (path.startsWith(OBJECTS)) {
        sendPicture(exchange, path.substring(OBJECTS.length()));
      } else {
        refuse(exchange, 404, "There is nothing here.");
      }
    }
  }

  private static void sendAsset(HttpExchange exchange, Asset asset) throws IOException {
    try (InputStream in = BucketSite.class.getResourceAsStream(asset.resource())) {
      if (in == null) {
        throw new IllegalStateException("The package lacks " + asset.resource());
      }
      send(exchange, 200, asset.contentType(), PAGE_POLICY, in.readAllBytes());
    }
  }

  private void sendPicture(HttpExchange exchange, String key) throws IOException {
    Optional<FolderObject> object = objects.find(key);
    if (object.isEmpty()) {
      refuse(exchange, 404, "There is no such picture.");
      return;
    }
    try (InputStream in = Files.newInputStream(object.get().path(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] head = in.readNBytes(ImageFormat.HEAD);
      Optional<ImageFormat> format = ImageFormat.of(head);
      if (format.isEmpty()) {
        refuse(exchange, 404, "The file is no picture.");
        return;
      }
      describe(exchange, "image/" + format.get().label(), PICTURE_POLICY);
      if (object.get().eTag().equals(exchange.getRequestURI().getRawQuery())) {
        exchange.getResponseHeaders().set("Cache-Control", "private, max-age=86400, immutable");
      }
      FileAnswer.send(
          exchange,
          new SequenceInputStream(new ByteArrayInputStream(head), in),
          object.get().stamp().size());
    }
  }

  private static void refuse(HttpExchange exchange, int status, String sentence)
      throws IOException {
    send(
        exchange,
        status,
        "text/plain; charset=utf-8",
        PICTURE_POLICY,
        sentence.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(
      HttpExchange exchange, int status, String contentType, String policy, byte[] body)
      throws IOException {
    describe(exchange, contentType, policy);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void describe(HttpExchange exchange, String contentType, String policy) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
  }
}
