package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends files that may change while they are sent. */
public final class FileResponse {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileResponse() {}

  /**
   * Sends {@code size} bytes with status 200; to HEAD, only the headers.
   *
   * @throws IOException if the client disconnects, or the file is now shorter; the connection is
   *     then closed early, so that the client notices
   */
  public static void send(HttpExchange exchange, InputStream in, long size) throws IOException {
    LoopbackResponse.send(exchange, 200, size, out -> copy(in, size, out));
  }

  private static void copy(InputStream in, long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = size; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
      if (count < 0) {
        throw new IOException("The file was truncated while it was sent");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
