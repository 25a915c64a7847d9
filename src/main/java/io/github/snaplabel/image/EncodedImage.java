package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;

/** An image whose header has been parsed and whose pixels have not been decoded. */
sealed interface EncodedImage
    permits JpegFile, PngFile, WebpFile, GifFile, BmpFile, TiffFile, HeifFile {
  ImageHeader header();

  /**
   * Returns how many pixels {@link #decode} holds in memory at once.
   *
   * @param shorterSide see {@link ImageDecoder#decode}
   */
  default long pixelsInMemory(int shorterSide) {
    return (long) header().width() * header().height();
  }

  /**
   * Decodes the pixels, blended over white where they are transparent, in their stored orientation.
   *
   * @param shorterSide see {@link ImageDecoder#decode}
   * @return 32 bits per pixel; the caller closes it
   */
  Pix decode(Decoders decoders, int shorterSide) throws ImageException;

  /** Returns how many pixels {@link #decode(Decoders, PixelDemand)} holds in memory at once. */
  default long pixelsInMemory(PixelDemand demand) {
    return pixelsInMemory(demand.shorterSide());
  }

  /**
   * Decodes at least the pixels that the caller needs: all of them, unless a format has its own
   * way.
   */
  default Pix decode(Decoders decoders, PixelDemand demand) throws ImageException {
    return decode(decoders, demand.shorterSide());
  }
}
