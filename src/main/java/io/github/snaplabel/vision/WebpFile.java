package io.github.snaplabel.vision;

import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/**
 * A WebP, or the first frame of an animated one: its own rectangle, not placed on the canvas.
 *
 * @param header what the picture, or the frame, says of itself
 * @param picture what libwebp is given: the whole file, or the chunks of the frame
 */
record WebpFile(ImageHeader header, Bytes picture) implements EncodedImage {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 16;

  static WebpFile parse(Bytes bytes) throws CorruptImage {
    Bytes chunks = bytes.from(RIFF_HEADER_BYTES, bytes.length());
    Bytes frame = find(chunks, "ANMF");
    Bytes picture = frame == null ? bytes : frame.from(FRAME_HEADER_BYTES, frame.length());
    Bytes exif = find(chunks, "EXIF");
    int orientation = exif == null ? ExifOrientation.UPRIGHT : orientation(exif);
    return new WebpFile(header(frame == null ? chunks : picture, orientation), picture);
  }

  /** Some writers put the prefix there that only JPEG needs. */
  private static int orientation(Bytes exif) throws CorruptImage {
    boolean prefixed = exif.has(0, "Exif\0\0");
    return ExifOrientation.read(prefixed ? exif.from(6, exif.length()) : exif);
  }

  /**
   * Takes the size from the pixels' own bit stream: what the container repeats may differ, and
   * libwebp then refuses the file, or believes the bit stream.
   */
  private static ImageHeader header(Bytes chunks, int orientation) throws CorruptImage {
    Bytes lossy = find(chunks, "VP8 ");
    if (lossy != null) {
      return size(lossy.u16le(6) & 0x3fff, lossy.u16le(8) & 0x3fff, orientation);
    }
    Bytes lossless = find(chunks, "VP8L");
    if (lossless == null) {
      throw new CorruptImage("The WebP has no picture in it");
    }
    long bits = lossless.u32le(1);
    int width = (int) (bits & 0x3fff) + 1;
    int height = (int) (bits >> 14 & 0x3fff) + 1;
    return size(width, height, orientation);
  }

  private static ImageHeader size(int width, int height, int orientation) {
    return new ImageHeader(ImageFormat.WEBP, width, height, orientation);
  }

  /** Returns the data of the first chunk of this kind, or null; chunks are padded to even. */
  private static @Nullable Bytes find(Bytes chunks, String kind) throws CorruptImage {
    long at = 0;
    while (at + CHUNK_HEADER_BYTES <= chunks.length()) {
      long length = chunks.u32le((int) at + 4);
      if (chunks.has((int) at, kind)) {
        return chunks.from(at + CHUNK_HEADER_BYTES, length);
      }
      at += CHUNK_HEADER_BYTES + length + length % 2;
    }
    return null;
  }

  @Override
  public Pix decode(Leptonica leptonica, Arena arena, int shorterSide) throws CorruptImage {
    Pix pix = leptonica.readWebp(picture.copyTo(arena));
    if (pix == null) {
      throw new CorruptImage(
          "The WebP of %d x %d pixels cannot be decoded: its %d bytes are damaged or cut off"
              .formatted(header.width(), header.height(), picture.length()));
    }
    return pix.hasAlpha() ? pix.with(Transparency::blendOverWhite) : pix;
  }
}
