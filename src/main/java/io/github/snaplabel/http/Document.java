package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.event.HttpRequest.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** A text or photo that does not change while the process runs, with an ETag for caches. */
final class Document implements Route.Endpoint {
  private static final String PUBLIC = "public, max-age=300";
  private static final String PRIVATE = "private, max-age=300";

  /** One day: a different photo would get a different name. */
  private static final String PUBLIC_DAY = "public, max-age=86400";

  private final Representation plain;
  private final Representation compressed;

  private Document(Representation plain, Representation compressed) {
    this.plain = plain;
    this.compressed = compressed;
  }

  /**
   * Returns a public document from a resource, whose hash and gzip the build has added to the
   * package.
   *
   * @param headers of its responses, including {@code Content-Type}
   */
  static Document ofResource(String name, Map<String, String> headers) {
    byte[] hash = Base64.getDecoder().decode(Resources.text(name + ".sha256"));
    // Nearly all clients accept gzip, so the plain text is not read during a cold start.
    return negotiated(
        hash, headers, PUBLIC, () -> Resources.text(name), Resources.bytes(name + ".gz"));
  }

  /**
   * Returns a public document from a text, which is compressed now.
   *
   * @param headers of its responses, including {@code Content-Type}
   */
  static Document ofText(String text, Map<String, String> headers) {
    return compressed(text, headers, PUBLIC);
  }

  /**
   * Returns a document that shared caches must not store; it is compressed now.
   *
   * @param headers of its responses, including {@code Content-Type}
   */
  static Document ofLongPrivateText(String text, Map<String, String> headers) {
    return compressed(text, headers, PRIVATE);
  }

  private static Document compressed(
      String text, Map<String, String> headers, String cacheControl) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return negotiated(Digests.sha256(bytes), headers, cacheControl, () -> text, gzip.toByteArray());
  }

  private static Document negotiated(
      byte[] hash,
      Map<String, String> headers,
      String cacheControl,
      Supplier<String> text,
      byte[] gzip) {
    Map<String, String> varying = new LinkedHashMap<>(headers);
    varying.put("Cache-Control", cacheControl);
    varying.merge("Vary", "Accept-Encoding", (others, coding) -> others + ", " + coding);
    Representation plain = new Representation(eTag(hash, ""), varying, text, false);
    Map<String, String> encoded = new LinkedHashMap<>(varying);
    encoded.put("Content-Encoding", "gzip");
    String base64 = Base64.getEncoder().encodeToString(gzip);
    return new Document(
        plain, new Representation(eTag(hash, "-gzip"), encoded, () -> base64, true));
  }

  /** Returns a short document that shared caches must not store; it is never compressed. */
  static Document ofPrivateText(String text, String contentType) {
    byte[] hash = Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = Map.of("Content-Type", contentType, "Cache-Control", PRIVATE);
    Representation plain = new Representation(eTag(hash, ""), headers, () -> text, false);
    return new Document(plain, plain);
  }

  /** Returns a public JPEG from a resource. */
  static Document ofPhoto(String name) {
    byte[] bytes = Resources.bytes(name);
    Map<String, String> headers =
        Map.of("Content-Type", MediaTypes.JPEG, "Cache-Control", PUBLIC_DAY);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    Representation plain =
        new Representation(eTag(Digests.sha256(bytes), ""), headers, () -> base64, true);
    return new Document(plain, plain);
  }

  /** Returns an ETag: half of a SHA-256 is enough to distinguish versions of one document. */
  private static String eTag(byte[] hash, String suffix) {
    return '"' + HexFormat.of().formatHex(hash, 0, 16) + suffix + '"';
  }

  /**
   * The document in one content coding (a representation in RFC 9110's terms).
   *
   * @param eTag of this representation; each content coding has its own
   * @param headers of a 200 response, without the ETag
   * @param body as in {@link HttpResponse}
   * @param base64 whether the body is binary, in base64
   */
  private record Representation(
      String eTag, Map<String, String> headers, Supplier<String> body, boolean base64) {
    HttpResponse ok() {
      return new HttpResponse(200, headers, body.get(), base64).withDefaults(Map.of("ETag", eTag));
    }

    HttpResponse notModified() {
      Map<String, String> kept = new LinkedHashMap<>(headers);
      kept.keySet().retainAll(List.of("Cache-Control", "Vary"));
      kept.put("ETag", eTag);
      return new HttpResponse(304, kept, "");
    }
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Representation selected = acceptsGzip(request) ? compressed : plain;
    return matches(request.header("If-None-Match"), selected.eTag())
        ? selected.notModified()
        : selected.ok();
  }

  /**
   * A REST API decodes base64 bodies only if it is configured to, and can compress responses
   * itself; HTTP APIs and function URLs always decode and never compress.
   */
  private static boolean acceptsGzip(HttpRequest request) {
    return request.envelope() != Envelope.REST_API
        && MediaTypes.acceptsGzip(request.header("Accept-Encoding").orElse(""));
  }

  /** Evaluates {@code If-None-Match}: a list of ETags, compared weakly, or * (RFC 9110, 13.1.2). */
  private static boolean matches(Optional<String> ifNoneMatch, String eTag) {
    return ifNoneMatch.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals(eTag) || tag.equals("*"));
  }
}
