package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends files that may be written to meanwhile. */
public final class FileResponse {
  private static final int STEP = 1 << 16;
  private static final int NO_BODY = -1;

  private FileResponse() {}

  /**
   * Sends so many bytes with status 200.
   *
   * @throws IOException if the client goes, or the file has become shorter: then the connection
   *     breaks off, which is how the client learns of it
   */
  public static void send(HttpExchange exchange, InputStream in, long size) throws IOException {
    if (size == 0) {
      exchange.sendResponseHeaders(200, NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(200, size);
    OutputStream out = exchange.getResponseBody();
    byte[] buffer = new byte[STEP];
    for (long left = size; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, STEP));
      if (count < 0) {
        throw new IOException("The file has become shorter");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
