package io.github.snaplabel.cli.folder.site;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.folder.s3.FileResponse;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;

/**
 * The pictures of the page, whole and small. A client keeps them by their ETag, and does not even
 * ask again where it stands in the address. Thread-safe.
 */
public final class SiteImages {
  private final ObjectIndex objects;
  private final Thumbnails thumbnails;

  public SiteImages(ObjectIndex objects, Thumbnails thumbnails) {
    this.objects = objects;
    this.thumbnails = thumbnails;
  }

  /** Sends a picture as it is in the folder. */
  void sendWhole(HttpExchange exchange, String key) throws IOException {
    Optional<FolderObject> object = wanted(exchange, key);
    if (object.isEmpty()) {
      return;
    }
    try (InputStream in = Files.newInputStream(object.get().path(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] head = in.readNBytes(ImageFormat.SIGNATURE_BYTES);
      Optional<ImageFormat> format = ImageFormat.of(head);
      if (format.isEmpty()) {
        SiteResponse.refuse(exchange, 404, "The file is no picture.");
        return;
      }
      SiteResponse.describe(exchange, "image/" + format.get().id(), SiteResponse.NOTHING_RUNS);
      letKeep(exchange, object.get());
      FileResponse.send(
          exchange,
          new SequenceInputStream(new ByteArrayInputStream(head), in),
          object.get().stamp().size());
    }
  }

  /** Sends a small JPEG of a picture. */
  void sendSmall(HttpExchange exchange, String key) throws IOException, InterruptedException {
    Optional<FolderObject> object = wanted(exchange, key);
    if (object.isEmpty()) {
      return;
    }
    try {
      byte[] jpeg = thumbnails.jpeg(object.get().path());
      letKeep(exchange, object.get());
      SiteResponse.send(exchange, 200, "image/jpeg", SiteResponse.NOTHING_RUNS, jpeg);
    } catch (ImageException _) {
      SiteResponse.refuse(exchange, 404, "There is no picture that could be shown.");
    }
  }

  /** The object; if it is empty, there is none that need be sent, and the client has been told. */
  private Optional<FolderObject> wanted(HttpExchange exchange, String key) throws IOException {
    Optional<FolderObject> object = objects.find(key);
    if (object.isEmpty()) {
      SiteResponse.refuse(exchange, 404, "There is no such picture.");
    } else if (eTag(object.get()).equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      letKeep(exchange, object.get());
      SiteResponse.notModified(exchange);
      return Optional.empty();
    }
    return object;
  }

  private static void letKeep(HttpExchange exchange, FolderObject object) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", eTag(object));
    if (object.eTag().equals(exchange.getRequestURI().getRawQuery())) {
      headers.set("Cache-Control", "private, max-age=86400, immutable");
    }
  }

  private static String eTag(FolderObject object) {
    return '"' + object.eTag() + '"';
  }
}
