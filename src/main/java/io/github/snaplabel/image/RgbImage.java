package io.github.snaplabel.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A decoded image, upright, as rows of 32-bit words {@code 0xRRGGBBxx} in native memory.
 *
 * <p>It may be smaller than {@link #header()} says, if the decoder scaled it down. {@link #close()}
 * frees the pixels. An image from {@link ImageDecoder} is confined to the thread that decoded it.
 */
public final class RgbImage implements AutoCloseable {
  private final ImageHeader header;
  private final int width;
  private final int height;
  private final int stride;
  private final MemorySegment words;
  private final Runnable release;

  /**
   * Wraps pixels in memory.
   *
   * @param stride words from one row to the next
   * @param words at least {@code stride * height} of them; not accessible after their release
   * @param release frees the words; called again, it has no effect
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

  /** Returns the header of the file. */
  public ImageHeader header() {
    return header;
  }

  /** Returns the decoded width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the decoded height in pixels. */
  public int height() {
    return height;
  }

  /**
   * Copies {@code count} pixels of row {@code y}, from column {@code x} on, into {@code row}.
   *
   * @throws IllegalStateException if the image is closed
   */
  public void readRow(int y, int x, int count, int[] row) {
    long offset = ((long) y * stride + x) * Integer.BYTES;
    MemorySegment.copy(words, ValueLayout.JAVA_INT, offset, row, 0, count);
  }

  /** Frees the pixels; closing again has no effect. */
  @Override
  public void close() {
    release.run();
  }
}
