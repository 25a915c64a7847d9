package io.github.snaplabel.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Splits a multipart body (RFC 2046, 5.1.1) in memory into its parts. A library for this would be
 * larger than all of the function's own classes.
 */
final class MultipartParser {
  private static final byte[] CRLF = latin1("\r\n");
  private static final byte[] DASH_DASH = latin1("--");
  private static final byte[] HEADER_END = latin1("\r\n\r\n");

  /** Far more than the name, file name and type that browsers send. */
  private static final int MAX_HEADER_BYTES = 8192;

  private final byte[] body;
  private final byte[] dashDashBoundary;
  private final byte[] crlfDashDashBoundary;

  private MultipartParser(byte[] body, String boundary) {
    this.body = body;
    this.dashDashBoundary = latin1("--" + boundary);
    this.crlfDashDashBoundary = latin1("\r\n--" + boundary);
  }

  /**
   * One part of a form.
   *
   * @param disposition value of the {@code Content-Disposition} header; empty if there is none
   * @param content of the part
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
  record Part(String disposition, byte[] content) {}

  /**
   * Returns all parts, without the preamble before the first and the epilogue after the last
   * boundary.
   *
   * @param boundary parameter of the content type
   * @throws ProblemException if the body is not delimited by the boundary
   */
  static List<Part> parse(byte[] body, String boundary) throws ProblemException {
    return new MultipartParser(body, boundary).parts();
  }

  private List<Part> parts() throws ProblemException {
    List<Part> parts = new ArrayList<>();
    int position = firstBoundary();
    while (!startsWith(position, DASH_DASH)) {
      int start = afterLineEnd(position);
      // Searches from the boundary's own line break, which the next boundary may follow directly.
      int end = indexOf(crlfDashDashBoundary, start - 2, body.length);
      if (end < 0) {
        throw malformedException("The last boundary is missing: the body was cut off");
      }
      parts.add(part(start, end));
      position = end + crlfDashDashBoundary.length;
    }
    return parts;
  }

  /** Returns the end of the first boundary, which follows a line break or starts the body. */
  private int firstBoundary() throws ProblemException {
    if (startsWith(0, dashDashBoundary)) {
      return dashDashBoundary.length;
    }
    int found = indexOf(crlfDashDashBoundary, 0, body.length);
    if (found < 0) {
      throw malformedException("The body does not contain the boundary in its content type");
    }
    return found + crlfDashDashBoundary.length;
  }

  /** Skips the white space that may follow a boundary, and the line break. */
  private int afterLineEnd(int position) throws ProblemException {
    int end = position;
    while (end < body.length && (body[end] == ' ' || body[end] == '\t')) {
      end++;
    }
    if (!startsWith(end, CRLF)) {
      throw malformedException("A boundary is not followed by a line break (CR LF)");
    }
    return end + 2;
  }

  private Part part(int start, int end) throws ProblemException {
    // From the boundary's line break: in a part without headers, the empty line follows directly.
    int headerEnd = indexOf(HEADER_END, start - 2, Math.min(end, start + MAX_HEADER_BYTES));
    if (headerEnd < 0) {
      throw malformedException(
          "A part's headers have no end, or more than %d bytes".formatted(MAX_HEADER_BYTES));
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

  private boolean startsWith(int position, byte[] expected) {
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

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ProblemException malformedException(String detail) {
    return new ProblemException(ProblemType.MALFORMED_MULTIPART, detail);
  }
}
