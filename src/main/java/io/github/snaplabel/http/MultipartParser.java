package io.github.snaplabel.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Splits a multipart body (RFC 2046, 5.1.1) that is wholly in memory into its parts. A library
 * would bring more bytes than the function's own classes have, and copy every part.
 */
final class MultipartParser {
  private static final byte[] HEADER_END = ascii("\r\n\r\n");

  /** A part's headers name it and its type; no browser comes near. */
  private static final int MAX_HEADER_BYTES = 8192;

  private final byte[] body;
  private final byte[] delimiter;

  private MultipartParser(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ascii("\r\n--" + boundary);
  }

  /**
   * One part of a form.
   *
   * @param disposition the whole {@code Content-Disposition} header, empty if there is none
   * @param content its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
  record Part(String disposition, byte[] content) {}

  /**
   * Reads all parts; what stands before the first and after the last boundary is left out.
   *
   * @param boundary as the content type names it
   * @throws ProblemException if the body does not hold to its boundary
   */
  static List<Part> parse(byte[] body, String boundary) throws ProblemException {
    return new MultipartParser(body, boundary).parts();
  }

  private List<Part> parts() throws ProblemException {
    List<Part> parts = new ArrayList<>();
    int position = firstBoundary();
    while (!startsWith(position, "--")) {
      int start = afterLineEnd(position);
      int end = indexOf(delimiter, start - 2, body.length);
      if (end < 0) {
        throw malformed("The last boundary is missing: the body was cut off");
      }
      parts.add(part(start, end));
      position = end + delimiter.length;
    }
    return parts;
  }

  /** Where the first boundary ends: at the body's start there is no line end before it. */
  private int firstBoundary() throws ProblemException {
    int bare = delimiter.length - 2;
    if (body.length >= bare && Arrays.equals(body, 0, bare, delimiter, 2, delimiter.length)) {
      return bare;
    }
    int found = indexOf(delimiter, 0, body.length);
    if (found < 0) {
      throw malformed("The body does not hold the boundary that its content type names");
    }
    return found + delimiter.length;
  }

  /** Skips the white space that may follow a boundary, and its line end. */
  private int afterLineEnd(int position) throws ProblemException {
    int end = position;
    while (end < body.length && (body[end] == ' ' || body[end] == '\t')) {
      end++;
    }
    if (!startsWith(end, "\r\n")) {
      throw malformed("A boundary is not followed by a line end (CR LF)");
    }
    return end + 2;
  }

  private Part part(int start, int end) throws ProblemException {
    // From two bytes before: a part without headers begins with the empty line.
    int headerEnd = indexOf(HEADER_END, start - 2, Math.min(end, start + MAX_HEADER_BYTES));
    if (headerEnd < 0) {
      throw malformed("A part's headers do not end");
    }
    int length = Math.max(0, headerEnd - start);
    String headers = new String(body, start, length, StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOfRange(body, headerEnd + HEADER_END.length, end);
    return new Part(disposition(headers), content);
  }

  private static String disposition(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }

  private boolean startsWith(int position, String text) {
    byte[] expected = ascii(text);
    int end = position + expected.length;
    return end <= body.length && Arrays.equals(body, position, end, expected, 0, expected.length);
  }

  private int indexOf(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (body[i] == wanted[0]
          && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED_MULTIPART, detail);
  }
}
