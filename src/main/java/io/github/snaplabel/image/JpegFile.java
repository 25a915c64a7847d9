package io.github.snaplabel.image;

import io.github.snaplabel.image.jpeg.BaselineJpegParser;
import io.github.snaplabel.image.jpeg.ScaledJpegDecoder;
import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG.
 *
 * @param header what it says of itself
 * @param bytes the whole file
 * @param buffered whether its data comes in several scans, each of them over the whole picture, so
 *     that all coefficients have to be kept; a baseline JPEG is read line by line
 * @param oddities how often {@link JpegParser} saw what libjpeg warns of although it does no harm
 */
public record JpegFile(ImageHeader header, Bytes bytes, boolean buffered, int oddities)
    implements EncodedImage {

  @Override
  public long pixelsInMemory(int shorterSide) {
    int reduction = buffered ? 1 : reduction(shorterSide);
    return scaled(header.width(), reduction) * scaled(header.height(), reduction);
  }

  @Override
  public Pix decode(Leptonica leptonica, Arena arena, int shorterSide)
      throws CorruptImageException {
    Pix pix = leptonica.readJpeg(bytes.copyTo(arena), reduction(shorterSide), oddities, arena);
    return checked(pix).to32();
  }

  /**
   * Decodes in Java what is common and large: see {@link ScaledJpegDecoder}. At half its size, a
   * picture has too many samples for that to be faster.
   *
   * @return as of {@link #decode}; null where that has to do it
   */
  public @Nullable Pix decodeReduced(Leptonica leptonica, int shorterSide) {
    int reduction = reduction(shorterSide);
    if (buffered || oddities > 0 || reduction < 4) {
      return null;
    }
    try {
      return new ScaledJpegDecoder(BaselineJpegParser.read(bytes), reduction).decode(leptonica);
    } catch (ImageException _) {
      // libjpeg reads more kinds, and decides what is damage: it has the last word.
      return null;
    }
  }

  /**
   * The largest of 8, 4, 2, 1 that keeps the shorter side at or above {@code shorterSide} pixels:
   * libjpeg then computes so many times fewer pixels from each block of coefficients.
   */
  private int reduction(int shorterSide) {
    long shorter = Math.min(header.width(), header.height());
    for (int reduction = 8; reduction > 1; reduction /= 2) {
      if (shorterSide > 0 && scaled(shorter, reduction) >= shorterSide) {
        return reduction;
      }
    }
    return 1;
  }

  private static long scaled(long side, int reduction) {
    return Math.ceilDiv(side, reduction);
  }

  private Pix checked(@Nullable Pix pix) throws CorruptImageException {
    if (pix == null) {
      throw new CorruptImageException(
          "The JPEG of %d x %d pixels cannot be decoded to its end: its %d bytes are damaged or cut off"
              .formatted(header.width(), header.height(), bytes.length()));
    }
    return pix;
  }
}
