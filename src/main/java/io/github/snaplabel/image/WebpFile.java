package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebP, or the first frame of an animated one, cropped to its own rectangle.
 *
 * @param header of the image or frame
 * @param content what libwebp decodes: the whole file, or the chunks of the frame
 */
record WebpFile(ImageHeader header, Bytes content) implements EncodedImage {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final Set<String> FIRST_CHUNKS = Set.of("VP8X", "ALPH", "VP8 ", "VP8L");

  static WebpFile parse(Bytes bytes) throws CorruptImageException {
    Bytes chunks = bytes.from(RIFF_HEADER_BYTES, bytes.length());
    Bytes frame = find(chunks, "ANMF");
    Bytes content =
        frame == null ? bytes : frame.from(CHUNK_HEADER_BYTES + FRAME_HEADER_BYTES, frame.length());
    Bytes exif = find(chunks, "EXIF");
    int orientation = exif == null ? ExifOrientation.UPRIGHT : orientation(exif);
    return new WebpFile(header(frame == null ? chunks : content, orientation), content);
  }

  /** Reads the orientation; some writers add the prefix that only JPEG requires. */
  private static int orientation(Bytes exif) throws CorruptImageException {
    boolean prefixed = exif.has(CHUNK_HEADER_BYTES, "Exif\0\0");
    return ExifOrientation.read(exif.from(CHUNK_HEADER_BYTES + (prefixed ? 6 : 0), exif.length()));
  }

  /**
   * Reads the size from the first bit stream, which is the one that libwebp decodes; the size in
   * the container may differ.
   */
  private static ImageHeader header(Bytes chunks, int orientation) throws CorruptImageException {
    Bytes chunk = find(chunks, "VP8 ", "VP8L");
    // After an unknown first chunk, libwebp decodes the rest as a bare bit stream of any size.
    if (chunk == null || !FIRST_CHUNKS.contains(chunks.text(0, 4))) {
      throw new CorruptImageException("The WebP contains no image");
    }
    if (chunk.has(0, "VP8 ")) {
      return headerOfSize(chunk.u16le(14) & 0x3fff, chunk.u16le(16) & 0x3fff, orientation);
    }
    long bits = chunk.u32le(9);
    int width = (int) (bits & 0x3fff) + 1;
    int height = (int) (bits >> 14 & 0x3fff) + 1;
    return headerOfSize(width, height, orientation);
  }

  private static ImageHeader headerOfSize(int width, int height, int orientation) {
    return new ImageHeader(ImageFormat.WEBP, width, height, orientation);
  }

  /**
   * Returns the first chunk of one of these types, with its header; null if there is none. Chunks
   * are padded to an even length.
   */
  private static @Nullable Bytes find(Bytes chunks, String... types) throws CorruptImageException {
    List<String> wanted = List.of(types);
    long at = 0;
    while (at + CHUNK_HEADER_BYTES <= chunks.length()) {
      long length = chunks.u32le((int) at + 4);
      if (wanted.contains(chunks.text((int) at, 4))) {
        return chunks.from(at, CHUNK_HEADER_BYTES + length);
      }
      at += CHUNK_HEADER_BYTES + length + length % 2;
    }
    return null;
  }

  @Override
  public Pix decode(Decoders decoders, int shorterSide) throws CorruptImageException {
    try (Arena arena = Arena.ofConfined()) {
      Pix pix = decoders.leptonica().readWebp(content.copyTo(arena));
      if (pix == null) {
        throw new CorruptImageException(
            "The WebP of %d x %d pixels cannot be decoded: its %d bytes are damaged or truncated"
                .formatted(header.width(), header.height(), content.length()));
      }
      return pix.hasAlpha() ? pix.edit(Transparency::blendOverWhite) : pix;
    }
  }
}
