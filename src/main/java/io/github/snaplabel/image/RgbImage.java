package io.github.snaplabel.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A decoded picture, upright, as rows of 32-bit words {@code 0xRRGGBBxx} in native memory.
 *
 * <p>Its size may be smaller than {@link #header()} says, when the decoder scaled it down. For one
 * thread at a time; {@link #close()} frees the pixels.
 */
public final class RgbImage implements AutoCloseable {
  private final ImageHeader header;
  private final int width;
  private final int height;
  private final int stride;
  private final MemorySegment words;
  private final Runnable release;
  private boolean closed;

  /**
   * @param stride words from one row to the next
   * @param words at least {@code stride * height} of them
   * @param release frees the pixels
   */
  public RgbImage(
      ImageHeader header,
      int width,
      int height,
      int stride,
      MemorySegment words,
      Runnable release) {
    this.header = header;
    this.width = width;
    this.height = height;
    this.stride = stride;
    this.words = words;
    this.release = release;
  }

  /** What the file said of itself. */
  public ImageHeader header() {
    return header;
  }

  /** Width in pixels of what was decoded. */
  public int width() {
    return width;
  }

  /** Height in pixels of what was decoded. */
  public int height() {
    return height;
  }

  /**
   * Copies {@code count} pixels of row {@code y} from column {@code x} on into {@code row}.
   *
   * @throws IllegalStateException if the image is closed
   */
  public void readRow(int y, int x, int count, int[] row) {
    if (closed) {
      // The words are no longer ours: to read them could end the process.
      throw new IllegalStateException("The image is closed");
    }
    long offset = ((long) y * stride + x) * Integer.BYTES;
    MemorySegment.copy(words, ValueLayout.JAVA_INT, offset, row, 0, count);
  }

  /** Frees the pixels; a second time does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
