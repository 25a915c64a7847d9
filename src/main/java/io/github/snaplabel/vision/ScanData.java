package io.github.snaplabel.vision;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The data of a scan without the zero bytes that follow each 0xff in the file (ITU-T T.81,
 * B.1.1.5), up to the next marker, of which a part lies in a window.
 *
 * <p>For one thread.
 */
final class ScanData {
  /** Bytes that may be read behind the last, whatever they are. */
  static final int SLACK = 2048;

  /** Fits into the L2 cache. */
  private static final int WINDOW = 1 << 16;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;

  private final Bytes file;
  private final byte[] window = new byte[WINDOW + SLACK];
  private int at;
  private int end;
  private boolean complete;

  /**
   * @param at where the data begins in the file
   */
  ScanData(Bytes file, int at) {
    this.file = file;
    this.at = at;
  }

  byte[] window() {
    return window;
  }

  /** Bytes of data in the window. */
  int end() {
    return end;
  }

  /** Whether the window holds the last byte before a marker, or the file's last. */
  boolean complete() {
    return complete;
  }

  /** Drops the first {@code used} bytes, and moves up as many more as there is room for. */
  void fill(int used) {
    System.arraycopy(window, used, window, 0, end - used);
    end -= used;
    int count = file.copyTo(at, window, end, WINDOW - end);
    unstuff(end + count);
  }

  private void unstuff(int limit) {
    int origin = at - end;
    int from = end;
    window[limit] = (byte) 0xff;
    while (true) {
      int escape = nextEscape(from);
      System.arraycopy(window, from, window, end, escape - from);
      end += escape - from;
      if (escape + 1 >= limit) {
        // It may be the first byte of a pair, whose second comes with the next filling.
        complete = origin + limit == file.length();
        at = origin + escape;
        return;
      }
      if (window[escape + 1] != 0) {
        complete = true;
        at = origin + escape;
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

  /** Goes behind the marker that ends the data, and to the data that follows. */
  int passMarker() throws CorruptImage {
    int marker = file.u16be(at);
    at += 2;
    end = 0;
    complete = false;
    return marker;
  }

  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }
}
