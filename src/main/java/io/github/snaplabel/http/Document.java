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

/** A text that stays the same while the function lives; caches may keep it and ask again. */
final class Document implements Endpoint {
  private final Form plain;
  private final Form compressed;

  private Document(Form plain, Form compressed) {
    this.plain = plain;
    this.compressed = compressed;
  }

  /**
   * One that is packaged beside this class, with what the build made of it: its hash, and its
   * compressed form.
   *
   * @param headers of its answers, {@code Content-Type} among them
   */
  static Document packaged(String name, Map<String, String> headers) {
    byte[] hash = Base64.getDecoder().decode(Resources.text(name + ".sha256"));
    // Few refuse gzip: what they get is read when they ask, and not at each start.
    return inBothForms(hash, headers, () -> Resources.text(name), Resources.bytes(name + ".gz"));
  }

  /** One that is made and compressed at the start, and for everyone. */
  static Document compressed(String text, Map<String, String> headers) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inBothForms(Digests.of(bytes), headers, () -> text, gzip.toByteArray());
  }

  private static Document inBothForms(
      byte[] hash, Map<String, String> headers, Supplier<String> text, byte[] gzip) {
    Map<String, String> varying = new LinkedHashMap<>(headers);
    varying.put("Cache-Control", "public, max-age=300");
    varying.put("Vary", "Accept-Encoding");
    Form plain = new Form(eTag(hash, ""), varying, text, false);
    Map<String, String> encoded = new LinkedHashMap<>(varying);
    encoded.put("Content-Encoding", "gzip");
    String base64 = Base64.getEncoder().encodeToString(gzip);
    return new Document(plain, new Form(eTag(hash, "-gzip"), encoded, () -> base64, true));
  }

  /** A short one that is made at the start, and for its reader only. */
  static Document made(String text, String contentType) {
    byte[] hash = Digests.of(text.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers =
        Map.of("Content-Type", contentType, "Cache-Control", "private, max-age=300");
    Form form = new Form(eTag(hash, ""), headers, () -> text, false);
    return new Document(form, form);
  }

  /** Half of a SHA-256: enough to tell versions of one document apart. */
  private static String eTag(byte[] hash, String suffix) {
    return '"' + HexFormat.of().formatHex(hash, 0, 16) + suffix + '"';
  }

  /**
   * The document in one encoding.
   *
   * @param eTag names it; another encoding has other bytes, and so another name
   * @param headers of the whole, but for that name
   * @param body as {@link HttpResponse} takes it
   * @param base64 whether the body is bytes in base64
   */
  private record Form(
      String eTag, Map<String, String> headers, Supplier<String> body, boolean base64) {
    HttpResponse whole() {
      return new HttpResponse(200, headers, body.get(), base64).withDefaults(Map.of("ETag", eTag));
    }

    /** For whom has it already. */
    HttpResponse unchanged() {
      Map<String, String> kept = new LinkedHashMap<>(headers);
      kept.keySet().retainAll(List.of("Cache-Control", "Vary"));
      kept.put("ETag", eTag);
      return new HttpResponse(304, kept, "");
    }
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    Form form = takesGzip(request) ? compressed : plain;
    return isKnown(request.header("If-None-Match"), form.eTag()) ? form.unchanged() : form.whole();
  }

  /**
   * A REST API decodes binary answers only if it is told to, and can compress by itself; the others
   * always decode, and never compress.
   */
  private static boolean takesGzip(HttpRequest request) {
    return request.envelope() != Envelope.REST_API
        && MediaTypes.acceptsGzip(request.header("Accept-Encoding").orElse(""));
  }

  /** RFC 9110, 13.1.2: a list of tags, compared weakly, or a star. */
  private static boolean isKnown(Optional<String> ifNoneMatch, String own) {
    return ifNoneMatch.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals(own) || tag.equals("*"));
  }
}
