package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;

/** A picture whose header has been read and whose pixels have not. */
sealed interface EncodedImage permits JpegFile, PngFile, WebpFile, GifFile, BmpFile {
  ImageHeader header();

  /**
   * How many pixels {@link #decode} has to hold in memory at once.
   *
   * @param shorterSide as in {@link ImageDecoder#decode}
   */
  default long pixelsInMemory(int shorterSide) {
    return (long) header().width() * header().height();
  }

  /**
   * Decodes the pixels, over white where they are transparent, and not yet turned upright.
   *
   * @param arena for native memory that lives until the pixels are there
   * @return 32 bits deep, owned by the caller
   */
  Pix decode(Leptonica leptonica, Arena arena, int shorterSide) throws ImageException;
}
