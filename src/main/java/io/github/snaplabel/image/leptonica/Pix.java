package io.github.snaplabel.image.leptonica;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * An image in native memory. With 32 bits per pixel, each pixel is a word {@code 0xRRGGBBAA}, whose
 * last byte is meaningful only if {@link #hasAlpha()}.
 *
 * <p>Confined to the thread that created it. After {@link #close()}, access to the pixels throws
 * IllegalStateException.
 */
public final class Pix implements AutoCloseable {
  private static final int BITS_PER_PIXEL = 32;

  private final Leptonica leptonica;
  private final Arena arena;
  private final MemorySegment handle;
  private final int width;
  private final int height;
  private final int depth;
  private final int stride;
  private final boolean hasAlpha;
  private final MemorySegment words;

  /**
   * @param arena destroys the native image when it is closed
   * @param handle address of the native image, accessible as long as the arena is
   * @param depth bits per pixel
   * @param stride words from one row to the next
   * @param words {@code stride * height} of them, accessible as long as the arena is
   */
  Pix(
      Leptonica leptonica,
      Arena arena,
      MemorySegment handle,
      int width,
      int height,
      int depth,
      int stride,
      boolean hasAlpha,
      MemorySegment words) {
    this.leptonica = leptonica;
    this.arena = arena;
    this.handle = handle;
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.stride = stride;
    this.hasAlpha = hasAlpha;
    this.words = words;
  }

  /** Returns the address of the native image; not accessible after {@link #close()}. */
  MemorySegment handle() {
    return handle;
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns the number of words from one row to the next. */
  public int stride() {
    return stride;
  }

  /** Returns whether the file had an alpha channel. */
  public boolean hasAlpha() {
    return hasAlpha;
  }

  /** Returns all pixels; not accessible after {@link #close()}. */
  public MemorySegment words() {
    return words;
  }

  /** Returns this image if it has 32 bits per pixel; else closes it and returns a converted one. */
  public Pix to32() {
    if (depth == BITS_PER_PIXEL) {
      return this;
    }
    try {
      return leptonica.convertTo32(this);
    } finally {
      close();
    }
  }

  /**
   * Closes this image and returns a rotated one.
   *
   * @param quarterTurns clockwise, 1 to 3
   */
  public Pix rotate(int quarterTurns) {
    try {
      return leptonica.rotate(this, quarterTurns);
    } finally {
      close();
    }
  }

  /** Mirrors left to right, in place. */
  public void flipHorizontally() {
    leptonica.flipHorizontally(this);
  }

  /** Mirrors top to bottom, in place. */
  public void flipVertically() {
    leptonica.flipVertically(this);
  }

  /** Edits the pixels in place and returns this image; closes it if the edit fails. */
  public <E extends Exception> Pix edit(Edit<E> edit) throws E {
    boolean done = false;
    try {
      edit.apply(this);
      done = true;
      return this;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /**
   * Fills the pixels and returns this image. If {@code filling} returns false, closes it and
   * returns empty; if it throws, only closes it.
   */
  public <E extends Exception> Optional<Pix> fill(Filling<E> filling) throws E {
    boolean filled = false;
    try {
      filled = filling.fill(this);
    } finally {
      if (!filled) {
        close();
      }
    }
    return filled ? Optional.of(this) : Optional.empty();
  }

  /** Copies a row of pixels into {@code row}. */
  public void readRow(int y, int[] row) {
    MemorySegment.copy(words, ValueLayout.JAVA_INT, offset(y), row, 0, row.length);
  }

  /** Overwrites a row with the pixels in {@code row}. */
  public void writeRow(int y, int[] row) {
    writeRow(0, y, row);
  }

  /** Overwrites a part of a row, from column {@code x} on, with the pixels in {@code row}. */
  public void writeRow(int x, int y, int[] row) {
    long offset = offset(y) + (long) x * Integer.BYTES;
    MemorySegment.copy(row, 0, words, ValueLayout.JAVA_INT, offset, row.length);
  }

  private long offset(int y) {
    return (long) y * stride * Integer.BYTES;
  }

  /** Frees the native memory; closing again has no effect. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  /** An edit of an image in place. */
  @FunctionalInterface
  public interface Edit<E extends Exception> {
    void apply(Pix pix) throws E;
  }

  /** Fills an image with pixels. */
  @FunctionalInterface
  public interface Filling<E extends Exception> {
    /** Returns false if it cannot fill the image. */
    boolean fill(Pix pix) throws E;
  }
}
