package io.github.snaplabel.image.leptonica;

import io.github.snaplabel.image.CorruptImageException;
import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.image.RgbImage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A picture in Leptonica's memory. If it is 32 bits deep, each pixel is a word {@code 0xRRGGBBAA},
 * whose last byte means something only if {@link #hasAlpha()}. For one thread at a time.
 *
 * @param leptonica that made it
 * @param address of the native structure
 * @param width in pixels
 * @param height in pixels
 * @param depth in bits
 * @param stride words from one row to the next
 * @param hasAlpha whether the file had an alpha channel
 * @param words {@code stride * height} of them; not to be touched after {@link #close()}
 */
public record Pix(
    Leptonica leptonica,
    MemorySegment address,
    int width,
    int height,
    int depth,
    int stride,
    boolean hasAlpha,
    MemorySegment words)
    implements AutoCloseable {

  /** Returns this one, or takes its place: 32 bits deep. */
  public Pix to32() {
    return depth == 32 ? this : leptonica.to32(this);
  }

  /** Works on the pixels in place; frees them if that fails. */
  public Pix with(Work work) throws CorruptImageException {
    boolean done = false;
    try {
      work.on(this);
      done = true;
      return this;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  public void readRow(int y, int[] row) {
    MemorySegment.copy(words, ValueLayout.JAVA_INT, offset(y), row, 0, row.length);
  }

  public void writeRow(int y, int[] row) {
    MemorySegment.copy(row, 0, words, ValueLayout.JAVA_INT, offset(y), row.length);
  }

  private long offset(int y) {
    return (long) y * stride * Integer.BYTES;
  }

  /** Hands the pixels over to an image, which closes them. */
  public RgbImage toImage(ImageHeader header) {
    return new RgbImage(header, width, height, stride, words, this::close);
  }

  @Override
  public void close() {
    leptonica.destroy(address);
  }

  /** Reads or writes the pixels of one picture. */
  public interface Work {
    void on(Pix pix) throws CorruptImageException;
  }
}
