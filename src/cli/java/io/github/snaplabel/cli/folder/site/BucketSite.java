package io.github.snaplabel.cli.folder.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.cli.loopback.LoopbackHost;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Handles requests for the bucket's page: its assets, live events, images and labels. Serves only
 * requests whose host is this machine.
 */
public final class BucketSite implements HttpHandler {
  private static final String OBJECTS = "/bucket/objects/";
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String THUMBNAILS = "/bucket/thumbnails/";

  /** Lets the page run only its own script and show only its own images. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/bucket", new Asset("text/html; charset=utf-8", "bucket.html"),
          "/bucket/bucket.css", new Asset("text/css; charset=utf-8", "bucket.css"),
          "/bucket/bucket.js", new Asset("text/javascript; charset=utf-8", "bucket.js"),
          "/bucket/base.css",
              new Asset("text/css; charset=utf-8", "/io/github/snaplabel/http/base.css"),
          "/bucket/page-folder.js", script("page-folder.js"),
          "/bucket/page-labels.js", script("page-labels.js"),
          "/bucket/page-language.js", script("page-language.js"),
          "/bucket/page.css",
              new Asset("text/css; charset=utf-8", "/io/github/snaplabel/http/page.css"));

  private final SiteImages images;
  private final DroppedFiles dropped;
  private final LiveEvents events;
  private final Hierarchy hierarchy;
  private final boolean trained;

  /** A resource file of the page. */
  private record Asset(String contentType, String resource) {}

  /**
   * Creates the site's handler.
   *
   * @param hierarchy the classes that label the images
   * @param trained false if the labels are random, which the page then says
   */
  public BucketSite(
      SiteImages images,
      DroppedFiles dropped,
      LiveEvents events,
      Hierarchy hierarchy,
      boolean trained) {
    this.images = images;
    this.dropped = dropped;
    this.events = events;
    this.hierarchy = hierarchy;
    this.trained = trained;
  }

  /** Returns a script that the function's page uses as well. */
  private static Asset script(String name) {
    return new Asset("text/javascript; charset=utf-8", "/io/github/snaplabel/http/" + name);
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
      if (!LoopbackHost.matches(exchange)) {
        SiteResponse.refuse(exchange, 403, "This page is for this machine only.");
      } else if (path.equals(OBJECTS) && exchange.getRequestMethod().equals("POST")) {
        dropped.receive(exchange);
      } else if (!METHODS.contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        SiteResponse.refuse(exchange, 405, "Only GET and HEAD are supported.");
      } else if (asset != null) {
        sendAsset(exchange, asset);
      } else if (path.equals("/bucket/events")) {
        events.serve(exchange);
      } else if (path.equals("/bucket/labels")) {
        SiteResponse.send(
            exchange, 200, "application/json", PAGE_POLICY, LabelNames.json(hierarchy));
      } else if (path.startsWith(OBJECTS)) {
        images.sendOriginal(exchange, path.substring(OBJECTS.length()));
      } else if (path.startsWith(THUMBNAILS)) {
        images.sendThumbnail(exchange, path.substring(THUMBNAILS.length()));
      } else {
        SiteResponse.refuse(exchange, 404, "Not found.");
      }
    } catch (InterruptedException _) {
      // The server is being closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the page warn that its labels are random. */
  private static byte[] markUntrained(byte[] page) {
    return new String(page, UTF_8)
        .replaceFirst("<html ", "<html data-trained=\"false\" ")
        .getBytes(UTF_8);
  }

  private void sendAsset(HttpExchange exchange, Asset asset) throws IOException {
    try (InputStream in = BucketSite.class.getResourceAsStream(asset.resource())) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + asset.resource());
      }
      byte[] content = in.readAllBytes();
      if (!trained && asset.contentType().startsWith("text/html")) {
        content = markUntrained(content);
      }
      SiteResponse.send(exchange, 200, asset.contentType(), PAGE_POLICY, content);
    }
  }
}
