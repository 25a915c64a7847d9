package io.github.snaplabel.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads entropy-coded data from a file into a window, without the zero bytes that are stuffed
 * behind each 0xff (ITU-T T.81, B.1.1.5), up to the next marker. Behind the unstuffed data, the
 * window may hold raw bytes of the file, which {@link #skipMarker} unstuffs.
 *
 * <p>Each byte of the file is read once and moved within the window at most twice, however short
 * the restart intervals are, except for fewer than {@link #SLACK} bytes per {@link #fill}.
 *
 * <p>Not thread-safe.
 */
final class EntropyCodedSegment {
  /** Bytes that may be read behind the end of the data; their values are undefined. */
  static final int SLACK = 2048;

  /** Bytes of the file that the window holds. Fits into the L2 cache. */
  static final int WINDOW_BYTES = 1 << 16;

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONE_IN_EACH_BYTE = 0x0101_0101_0101_0101L;

  private final ByteRange file;
  private final byte[] window = new byte[WINDOW_BYTES + SLACK];

  /** Offset in the file of the first byte that has not been read into the window. */
  private int nextInFile;

  /** End of the unstuffed data in the window. */
  private int end;

  /** Start of the raw bytes in the window. */
  private int rawStart;

  /** End of the raw bytes in the window. */
  private int rawEnd;

  private boolean complete;

  /**
   * Starts with an empty window.
   *
   * @param offset of the data in the file
   */
  EntropyCodedSegment(ByteRange file, int offset) {
    this.file = file;
    this.nextInFile = offset;
  }

  byte[] window() {
    return window;
  }

  /** Returns the end of the unstuffed data in the window. */
  int end() {
    return end;
  }

  /** Returns whether the window holds the last byte before a marker, or the last of the file. */
  boolean complete() {
    return complete;
  }

  /**
   * Moves the data from an offset on to the start of the window, and fills the rest of the window
   * from the file.
   *
   * @param offset everything before it is discarded; what remains should be short
   */
  void fill(int offset) {
    System.arraycopy(window, offset, window, 0, end - offset);
    end -= offset;
    System.arraycopy(window, rawStart, window, end, rawEnd - rawStart);
    rawEnd = end + rawEnd - rawStart;
    rawStart = end;
    int count = file.copyTo(nextInFile, window, rawEnd, WINDOW_BYTES - rawEnd);
    nextInFile += count;
    rawEnd += count;
    unstuff();
  }

  /** Unstuffs the raw bytes, up to a marker or to the last of them. */
  private void unstuff() {
    int from = rawStart;
    window[rawEnd] = (byte) 0xff;
    while (true) {
      int escape = nextEscape(from);
      System.arraycopy(window, from, window, end, escape - from);
      end += escape - from;
      rawStart = escape;
      if (escape + 1 >= rawEnd) {
        // This 0xff may be the first byte of a pair whose second one has not been read yet.
        complete = nextInFile == file.length();
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

  /** Returns the offset of the next 0xff, which must exist; tests eight bytes at a time. */
  private int nextEscape(int from) {
    int i = from;
    long inverted;
    do {
      inverted = ~longAt(window, i);
      i += Long.BYTES;
    } while (((inverted - ONE_IN_EACH_BYTE) & ~inverted & (ONE_IN_EACH_BYTE << 7)) == 0);
    i -= Long.BYTES;
    while (window[i] != (byte) 0xff) {
      i++;
    }
    return i;
  }

  /** Returns the marker that ends complete data, such as 0xffd9; negative if the file ends. */
  int marker() {
    return file.u16(markerOffset());
  }

  /** Returns the offset in the file of the marker that ends complete data. */
  int markerOffset() {
    return nextInFile - (rawEnd - rawStart);
  }

  /**
   * Continues behind the marker that ends complete data.
   *
   * @return where the data that follows begins in the window
   */
  int skipMarker() {
    return skipTo(markerOffset() + 2);
  }

  /**
   * Continues at an offset in the file behind the end of complete data.
   *
   * @return where the data that follows begins in the window
   */
  int skipTo(int offset) {
    int skipped = offset - markerOffset();
    if (skipped > rawEnd - rawStart) {
      nextInFile = offset;
      rawStart = rawEnd;
    } else {
      rawStart += skipped;
    }
    end = rawStart;
    int start = end;
    unstuff();
    return start;
  }

  /** Returns eight bytes as a big-endian number. */
  static long longAt(byte[] bytes, int offset) {
    return (long) BIG_ENDIAN_LONG.get(bytes, offset);
  }
}
