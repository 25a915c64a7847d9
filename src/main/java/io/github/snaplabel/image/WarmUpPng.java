package io.github.snaplabel.image;

import io.github.snaplabel.image.png.ScanlineFilters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;

/** PNGs that make the JVM compile the PNG decoder written in Java. */
public enum WarmUpPng {
  COLOR(PngFile.COLOR, 3),
  COLOR_AND_OPACITY(PngFile.COLOR + PngFile.ALPHA, 4);

  private static final int SIDE = 256;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final int colorType;
  private final int bytesPerPixel;

  WarmUpPng(int colorType, int bytesPerPixel) {
    this.colorType = colorType;
    this.bytesPerPixel = bytesPerPixel;
  }

  /** Returns a PNG of 256 x 256 pixels of noise, whose rows use all filters in turn. */
  public byte[] make() {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(SIDE)
            .putInt(SIDE)
            .put((byte) Byte.SIZE)
            .put((byte) colorType)
            .array();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    file.writeBytes(PngChunk.write("IHDR", header));
    file.writeBytes(PngChunk.write(PngChunk.PIXELS, pixels()));
    file.writeBytes(PngChunk.write("IEND", new byte[0]));
    return file.toByteArray();
  }

  /**
   * Returns compressed rows of small differences, as between the pixels of a photo: half of the
   * codes are literals, half are copies.
   */
  private byte[] pixels() {
    SplittableRandom random = new SplittableRandom(1);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(compressed)) {
      for (int y = 0; y < SIDE; y++) {
        stream.write(y % ScanlineFilters.COUNT);
        for (int i = 0; i < SIDE * bytesPerPixel; i++) {
          stream.write((int) (3 * random.nextGaussian()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return compressed.toByteArray();
  }
}
