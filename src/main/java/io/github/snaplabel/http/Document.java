package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A text that stays the same while the function lives; caches may keep it and ask again. */
final class Document implements Endpoint {
  private final String text;
  private final Map<String, String> cacheHeaders;
  private final Map<String, String> headers;

  /**
   * @param cacheControl who may keep it, and how long
   * @param further headers
   */
  Document(String text, String contentType, String cacheControl, Map<String, String> further) {
    this.text = text;
    this.cacheHeaders = Map.of("ETag", eTag(text), "Cache-Control", cacheControl);
    this.headers = new LinkedHashMap<>(Map.of("Content-Type", contentType));
    headers.putAll(cacheHeaders);
    headers.putAll(further);
  }

  /** Reads a text that is packaged beside this class. */
  static String resource(String name) {
    try (InputStream stream = Document.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The package lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return isKnown(request.header("If-None-Match"))
        ? new HttpResponse(304, cacheHeaders, "")
        : new HttpResponse(200, headers, text);
  }

  /** RFC 9110, 13.1.2: a list of tags, compared weakly, or a star. */
  private boolean isKnown(Optional<String> ifNoneMatch) {
    String own = cacheHeaders.getOrDefault("ETag", "");
    return ifNoneMatch.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals(own) || tag.equals("*"));
  }

  /** Half of a SHA-256: enough to tell versions of one document apart. */
  private static String eTag(String text) {
    byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
  }
}
