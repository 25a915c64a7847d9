package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;

/** Decodes image files. Thread-safe. */
public final class ImageDecoder {
  /** The most that JPEG and GIF can express, in pixels; PNG and BMP could claim 2^31. */
  private static final int MAX_SIDE_PIXELS = 65_535;

  private final Decoders decoders;
  private final ImageLimits limits;
  private final HeicDecoding heics;

  /**
   * Loads the native library, and decodes all JPEGs and PNGs with it.
   *
   * @throws IllegalArgumentException if the library is missing or not for this platform
   */
  public ImageDecoder(NativeLibraries natives, ImageLimits limits) {
    this(natives, limits, PreferredDecoder.NATIVE, HeicDecoding.ON);
  }

  /**
   * Loads the native library.
   *
   * @param preferred which decoder is preferred for JPEGs and PNGs
   * @param heics whether HEIC files are decoded
   * @throws IllegalArgumentException if the library is missing or not for this platform
   */
  public ImageDecoder(
      NativeLibraries natives, ImageLimits limits, PreferredDecoder preferred, HeicDecoding heics) {
    this.decoders = new Decoders(new Leptonica(natives.leptonica()), preferred);
    this.limits = limits;
    this.heics = heics;
  }

  /**
   * Reads the header of an image, without native code.
   *
   * @throws NotAnImageException if the file is not an image
   * @throws UnsupportedImageException if the format or the variant is not supported
   * @throws CorruptImageException if the header is damaged, or the file turns out to be truncated
   * @throws ImageTooLargeException if the file has too many bytes, or a side more than 65,535
   *     pixels
   */
  public ImageHeader readHeader(byte[] file) throws ImageException {
    return parse(file).header();
  }

  /**
   * Decodes an image: upright, blended over white where it is transparent; the first frame of an
   * animation.
   *
   * @param shorterSide pixels that the caller needs: a JPEG or HEIC is scaled down to 1/2, 1/4 or
   *     1/8 while it is decoded, as long as its shorter side keeps at least this length; 0 for full
   *     size
   * @return an image in native memory, for the caller to close
   * @throws NotAnImageException if the file is not an image
   * @throws UnsupportedImageException if the format or the variant is not supported
   * @throws CorruptImageException if the file is damaged or truncated
   * @throws ImageTooLargeException if it exceeds the limits
   */
  public RgbImage decode(byte[] file, int shorterSide) throws ImageException {
    return decode(file, PixelDemand.all(shorterSide));
  }

  /**
   * Decodes the pixels of an image that the caller needs, like {@link #decode(byte[], int)}.
   *
   * @throws ImageException as {@link #decode(byte[], int)} does
   */
  public RgbImage decode(byte[] file, PixelDemand demand) throws ImageException {
    EncodedImage image = parse(file);
    ImageHeader header = image.header();
    if (image.pixelsInMemory(demand) > limits.maxPixels()) {
      throw new ImageTooLargeException(
          "The image of %d x %d pixels is too large: at most %d pixels are decoded"
              .formatted(header.width(), header.height(), limits.maxPixels()));
    }
    Pix pix = upright(image.decode(decoders, demand), header.orientation());
    return new RgbImage(header, pix.width(), pix.height(), pix.stride(), pix.words(), pix::close);
  }

  private EncodedImage parse(byte[] file) throws ImageException {
    EncodedImage image = ImageSniffer.parse(new Bytes(file), limits, heics);
    ImageHeader header = image.header();
    if (header.width() == 0 || header.height() == 0) {
      throw new CorruptImageException(
          "The image has no pixels: it claims %d x %d".formatted(header.width(), header.height()));
    }
    if (Math.max(header.width(), header.height()) > MAX_SIDE_PIXELS) {
      throw new ImageTooLargeException(
          "The image of %d x %d pixels is too large: a side has at most %d"
              .formatted(header.width(), header.height(), MAX_SIDE_PIXELS));
    }
    return image;
  }

  /** Rotates and mirrors as the EXIF orientation demands. */
  private static Pix upright(Pix pix, int orientation) {
    Pix rotated =
        switch (orientation) {
          case 3 -> pix.rotate(2);
          case 5, 6, 7 -> pix.rotate(1);
          case 8 -> pix.rotate(3);
          default -> pix;
        };
    return switch (orientation) {
      case 2, 5 -> rotated.edit(Pix::flipHorizontally);
      case 4, 7 -> rotated.edit(Pix::flipVertically);
      default -> rotated;
    };
  }
}
