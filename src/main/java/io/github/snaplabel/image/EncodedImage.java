package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;

/** An image whose header has been parsed and whose pixels have not been decoded. */
sealed interface EncodedImage
    permits JpegFile, PngFile, WebpFile, GifFile, BmpFile, TiffFile, HeifFile {
  ImageHeader header();

  /**
   * Returns how many pixels {@link #decode} holds in memory at once: all of them, unless the format
   * decodes in another way.
   */
  default long pixelsInMemory(PixelDemand demand) {
    return (long) header().width() * header().height();
  }

  /**
   * Decodes at least the pixels that the caller needs, blended over white where they are
   * transparent, in their stored orientation.
   *
   * @return 32 bits per pixel; the caller closes it
   */
  Pix decode(Decoders decoders, PixelDemand demand) throws ImageException;
}
