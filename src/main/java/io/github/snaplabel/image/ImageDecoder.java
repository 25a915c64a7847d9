package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;

/** Decodes pictures. Thread-safe. */
public final class ImageDecoder {
  /** What JPEG and GIF can say, and room for a row of pixels; PNG and BMP could claim 2^31. */
  private static final int MAX_SIDE = 65_535;

  private final Leptonica leptonica;
  private final ImageLimits limits;
  private final JpegDecoding jpegs;

  /**
   * Loads the native library, which then decodes all JPEGs.
   *
   * @throws IllegalArgumentException if it is not there, or not for this platform
   */
  public ImageDecoder(NativeLibraries natives, ImageLimits limits) {
    this(natives, limits, JpegDecoding.NATIVE);
  }

  /**
   * Loads the native library.
   *
   * @throws IllegalArgumentException if it is not there, or not for this platform
   */
  public ImageDecoder(NativeLibraries natives, ImageLimits limits, JpegDecoding jpegs) {
    this.leptonica = new Leptonica(natives.leptonica());
    this.limits = limits;
    this.jpegs = jpegs;
  }

  /**
   * Reads what a picture says of itself; no native code sees it.
   *
   * @throws NotAnImageException if it is none
   * @throws UnsupportedImageException if it is of a kind that is not read
   * @throws CorruptImageException if its header is damaged, or it is seen to be cut off
   * @throws ImageTooLargeException if the file has too many bytes, or a side more than 65,535
   *     pixels
   */
  public ImageHeader readHeader(byte[] file) throws ImageException {
    return open(file).header();
  }

  /**
   * Decodes a picture, upright, over white where it is transparent. Of an animation, the first
   * frame.
   *
   * @param shorterSide in pixels, that is enough for the caller: a JPEG is scaled down to 1/2, 1/4
   *     or 1/8 while it is read, as far as its shorter side stays that long; 0 for its full size
   * @return owns native memory, for the caller to close
   * @throws NotAnImageException if it is no picture
   * @throws UnsupportedImageException if it is of a kind that is not read
   * @throws CorruptImageException if it is damaged or cut off
   * @throws ImageTooLargeException if it exceeds the limits
   */
  public RgbImage decode(byte[] file, int shorterSide) throws ImageException {
    EncodedImage image = open(file);
    ImageHeader header = image.header();
    if (image.pixelsInMemory(shorterSide) > limits.maxPixels()) {
      throw new ImageTooLargeException(
          "The picture of %d x %d pixels is too large: at most %d pixels are decoded"
              .formatted(header.width(), header.height(), limits.maxPixels()));
    }
    return turn(pixels(image, shorterSide), header.orientation()).toImage(header);
  }

  private Pix pixels(EncodedImage image, int shorterSide) throws ImageException {
    if (jpegs == JpegDecoding.JAVA_WHEN_LARGE && image instanceof JpegFile jpeg) {
      Pix pix = jpeg.decodeReduced(leptonica, shorterSide);
      if (pix != null) {
        return pix;
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      return image.decode(leptonica, arena, shorterSide);
    }
  }

  private EncodedImage open(byte[] file) throws ImageException {
    EncodedImage image = ImageSniffer.read(new Bytes(file), limits);
    ImageHeader header = image.header();
    if (header.width() == 0 || header.height() == 0) {
      throw new CorruptImageException(
          "The picture has no pixels: it claims %d x %d"
              .formatted(header.width(), header.height()));
    }
    if (Math.max(header.width(), header.height()) > MAX_SIDE) {
      throw new ImageTooLargeException(
          "The picture of %d x %d pixels is too large: a side has at most %d"
              .formatted(header.width(), header.height(), MAX_SIDE));
    }
    return image;
  }

  /** Undoes what the camera's position did, as the EXIF orientation tells it. */
  private Pix turn(Pix pix, int orientation) throws CorruptImageException {
    Pix turned =
        switch (orientation) {
          case 3 -> leptonica.turn(pix, 2);
          case 5, 6, 7 -> leptonica.turn(pix, 1);
          case 8 -> leptonica.turn(pix, 3);
          default -> pix;
        };
    return switch (orientation) {
      case 2, 5 -> turned.with(leptonica::mirror);
      case 4, 7 -> turned.with(leptonica::flip);
      default -> turned;
    };
  }
}
