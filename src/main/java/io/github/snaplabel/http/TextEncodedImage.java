package io.github.snaplabel.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognizes a picture whose bytes something on the way decoded as text and encoded again. */
final class TextEncodedImage {
  /** Bytes that are looked at; the first dozen of a real picture are no UTF-8. */
  private static final int HEADER_BYTES = 4096;

  /** What UTF-8 decoders put in place of bytes that they cannot decode. */
  private static final char REPLACEMENT = '\uFFFD';

  /** The first bytes of a JPEG and a PNG as ISO-8859-1 decodes them, which loses nothing. */
  private static final List<String> LATIN_SIGNATURES = List.of("\u00FF\u00D8\u00FF", "\u0089PNG");

  private TextEncodedImage() {}

  /** Returns whether the bytes are valid UTF-8 that holds traces of such a conversion. */
  static boolean isIn(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, HEADER_BYTES));
    CharBuffer decoded = CharBuffer.allocate(HEADER_BYTES);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(header, decoded, false);
    if (result.isError()) {
      return false;
    }
    String text = decoded.flip().toString();
    return text.indexOf(REPLACEMENT) >= 0 || LATIN_SIGNATURES.stream().anyMatch(text::startsWith);
  }

  static ProblemException problem() {
    return new ProblemException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "The picture's bytes were turned into text on the way, which cannot be undone; send it with"
            + " Content-Type: image/jpeg or another of image/*, read the file as bytes, and set"
            + " binaryMediaTypes to */* if it goes through a REST API of API Gateway");
  }
}
