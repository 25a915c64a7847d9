package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.Bytes;
import io.github.snaplabel.image.CorruptImageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The data of a scan without the zero bytes that follow each 0xff in the file (ITU-T T.81,
 * B.1.1.5), up to the next marker, of which a part lies in a window. Behind that part the window
 * holds bytes of the file as they are, which become data when the decoder gets to them.
 *
 * <p>A byte of the file is read once, and moved within the window at most twice, however short the
 * restart intervals are, but for fewer than {@link #SLACK} bytes each time that the window is
 * filled.
 *
 * <p>For one thread.
 */
public final class EntropyCodedSegment {
  /** Bytes that may be read behind the last, whatever they are. */
  static final int SLACK = 2048;

  /** Bytes of the file that the window takes. Fits into the L2 cache. */
  public static final int WINDOW = 1 << 16;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;

  private final Bytes file;
  private final byte[] window = new byte[WINDOW + SLACK];

  /** The first byte of the file that was not read into the window. */
  private int next;

  /** Where the data in the window ends. */
  private int end;

  /** The first byte in the window that is still as in the file. */
  private int raw;

  /** Where the bytes read from the file end in the window. */
  private int limit;

  private boolean complete;

  /**
   * Begins with an empty window.
   *
   * @param at where the data begins in the file
   */
  EntropyCodedSegment(Bytes file, int at) {
    this.file = file;
    this.next = at;
  }

  byte[] window() {
    return window;
  }

  /** Where the data in the window ends. */
  int end() {
    return end;
  }

  /** Whether the window holds the last byte before a marker, or the file's last. */
  boolean complete() {
    return complete;
  }

  /**
   * Moves the data from {@code from} on to the window's start, and reads as much of the file behind
   * it as there is room for.
   *
   * @param from what is before is no longer needed; what is left should be short
   */
  void fill(int from) {
    System.arraycopy(window, from, window, 0, end - from);
    end -= from;
    System.arraycopy(window, raw, window, end, limit - raw);
    limit = end + limit - raw;
    raw = end;
    int count = file.copyTo(next, window, limit, WINDOW - limit);
    next += count;
    limit += count;
    unstuff();
  }

  /** Makes data of the bytes from {@link #raw} on, up to a marker or the last one. */
  private void unstuff() {
    int from = raw;
    window[limit] = (byte) 0xff;
    while (true) {
      int escape = nextEscape(from);
      System.arraycopy(window, from, window, end, escape - from);
      end += escape - from;
      raw = escape;
      if (escape + 1 >= limit) {
        // It may be the first byte of a pair, whose second comes with the next filling.
        complete = next == file.length();
        return;
      }
      if (window[escape + 1] != 0) {
        complete = true;
        return;
      }
      window[end++] = (byte) 0xff;
      from = escape + 2;
    }
  }

  /** The first 0xff from {@code from} on, which there is; eight bytes are looked at at a time. */
  private int nextEscape(int from) {
    int i = from;
    long inverted;
    do {
      inverted = ~word(window, i);
      i += Long.BYTES;
    } while (((inverted - ONES) & ~inverted & (ONES << 7)) == 0);
    i -= Long.BYTES;
    while (window[i] != (byte) 0xff) {
      i++;
    }
    return i;
  }

  /** The marker that ends complete data. */
  int marker() throws CorruptImageException {
    return file.u16be(next - (limit - raw));
  }

  /**
   * Goes on behind the marker that ends complete data.
   *
   * @return where the data that follows begins in the window
   */
  int passMarker() {
    raw += 2;
    end = raw;
    int start = end;
    unstuff();
    return start;
  }

  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }
}
