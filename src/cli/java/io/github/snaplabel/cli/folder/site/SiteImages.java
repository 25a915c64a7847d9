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
 * Sends the folder's images and their thumbnails. Clients may cache them by ETag, and without
 * revalidation if the URL contains the ETag. Thread-safe.
 */
public final class SiteImages {
  private final ObjectIndex objects;
  private final Thumbnails thumbnails;

  public SiteImages(ObjectIndex objects, Thumbnails thumbnails) {
    this.objects = objects;
    this.thumbnails = thumbnails;
  }

  /** Sends an image file unchanged. */
  void sendOriginal(HttpExchange exchange, String key) throws IOException {
    Optional<FolderObject> object = findOrRespond(exchange, key);
    if (object.isEmpty()) {
      return;
    }
    try (InputStream in = Files.newInputStream(object.get().path(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] head = in.readNBytes(ImageFormat.SIGNATURE_BYTES);
      Optional<ImageFormat> format = ImageFormat.of(head);
      if (format.isEmpty()) {
        SiteResponse.refuse(exchange, 404, "The file is not a picture.");
        return;
      }
      SiteResponse.describe(exchange, "image/" + format.get().id(), SiteResponse.NO_ACTIVE_CONTENT);
      allowCaching(exchange, object.get());
      FileResponse.send(
          exchange,
          new SequenceInputStream(new ByteArrayInputStream(head), in),
          object.get().version().size());
    }
  }

  /** Sends an image's thumbnail as a JPEG. */
  void sendThumbnail(HttpExchange exchange, String key) throws IOException, InterruptedException {
    Optional<FolderObject> object = findOrRespond(exchange, key);
    if (object.isEmpty()) {
      return;
    }
    try {
      byte[] jpeg = thumbnails.jpeg(object.get().path());
      allowCaching(exchange, object.get());
      SiteResponse.send(exchange, 200, "image/jpeg", SiteResponse.NO_ACTIVE_CONTENT, jpeg);
    } catch (ImageException _) {
      SiteResponse.refuse(exchange, 404, "The picture cannot be shown.");
    }
  }

  /**
   * Returns the object to send. If there is none, or the client's copy is current, sends that
   * response and returns empty.
   */
  private Optional<FolderObject> findOrRespond(HttpExchange exchange, String key)
      throws IOException {
    Optional<FolderObject> object;
    try {
      object = objects.find(key);
    } catch (IOException _) {
      SiteResponse.refuse(exchange, 404, "The picture cannot be read.");
      return Optional.empty();
    }
    if (object.isEmpty()) {
      SiteResponse.refuse(exchange, 404, "No such picture.");
    } else if (eTag(object.get()).equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      allowCaching(exchange, object.get());
      SiteResponse.notModified(exchange);
      return Optional.empty();
    }
    return object;
  }

  private static void allowCaching(HttpExchange exchange, FolderObject object) {
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
