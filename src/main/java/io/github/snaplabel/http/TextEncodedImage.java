package io.github.snaplabel.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Detects an image whose bytes were decoded as text and encoded as UTF-8 in transit. */
final class TextEncodedImage {
  /** Bytes examined; the first dozen bytes of a real image are not valid UTF-8. */
  private static final int HEADER_BYTES = 4096;

  /** The character that UTF-8 decoders substitute for invalid bytes. */
  private static final char REPLACEMENT = '\uFFFD';

  /** The first bytes of a JPEG and of a PNG, decoded as ISO-8859-1, which loses nothing. */
  private static final List<String> LATIN_SIGNATURES = List.of("\u00FF\u00D8\u00FF", "\u0089PNG");

  private TextEncodedImage() {}

  /** Returns whether the bytes are valid UTF-8 with traces of such a conversion. */
  static boolean matches(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, HEADER_BYTES));
    CharBuffer decoded = CharBuffer.allocate(HEADER_BYTES);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(header, decoded, false);
    if (result.isError()) {
      return false;
    }
    String text = decoded.flip().toString();
    return text.indexOf(REPLACEMENT) >= 0 || LATIN_SIGNATURES.stream().anyMatch(text::startsWith);
  }

  static ProblemException problemException() {
    return new ProblemException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "The image's bytes were turned into text in transit, which cannot be undone; read the file"
            + " as bytes, send it with Content-Type: image/jpeg or another image/* type, and set"
            + " binaryMediaTypes to */* if you use a REST API of API Gateway");
  }
}
