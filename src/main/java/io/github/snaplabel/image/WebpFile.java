package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebP, or the first frame of an animated one, on its canvas.
 *
 * @param header of the image or canvas
 * @param frame the part of the canvas that the frame covers: all of it without animation
 * @param content what libwebp decodes: the whole file, or the chunks of the frame
 */
record WebpFile(ImageHeader header, FrameArea frame, Bytes content) implements EncodedImage {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int HAS_EXIF = 8;
  private static final Set<String> FIRST_CHUNKS = Set.of("VP8X", "ALPH", "VP8 ", "VP8L");

  static WebpFile parse(Bytes bytes) throws CorruptImageException {
    Bytes chunks = bytes.from(RIFF_HEADER_BYTES, bytes.length());
    Bytes extended = chunks.has(0, "VP8X") ? chunks : null;
    int orientation = orientation(chunks, extended);
    Bytes animation = find(chunks, "ANMF");
    if (animation == null) {
      ImageHeader image = header(chunks, orientation);
      return new WebpFile(image, new FrameArea(0, 0, image.width(), image.height()), bytes);
    }
    Bytes content = animation.from(CHUNK_HEADER_BYTES + FRAME_HEADER_BYTES, animation.length());
    ImageHeader frame = header(content, orientation);
    FrameArea area =
        new FrameArea(
            2 * animation.u24le(CHUNK_HEADER_BYTES),
            2 * animation.u24le(CHUNK_HEADER_BYTES + 3),
            frame.width(),
            frame.height());
    if (extended == null) {
      throw new CorruptImageException("The WebP has an animation without a canvas");
    }
    ImageHeader canvas =
        headerOfSize(
            1 + extended.u24le(CHUNK_HEADER_BYTES + 4),
            1 + extended.u24le(CHUNK_HEADER_BYTES + 7),
            orientation);
    if (area.right() > canvas.width() || area.bottom() > canvas.height()) {
      throw new CorruptImageException("The WebP's first frame exceeds its canvas");
    }
    return new WebpFile(canvas, area, content);
  }

  /** Reads the orientation, if the header says that there is EXIF. */
  private static int orientation(Bytes chunks, @Nullable Bytes extended)
      throws CorruptImageException {
    if (extended == null || (extended.u8(CHUNK_HEADER_BYTES) & HAS_EXIF) == 0) {
      return ExifOrientation.UPRIGHT;
    }
    Bytes exif = find(chunks, "EXIF");
    return exif == null
        ? ExifOrientation.UPRIGHT
        : ExifOrientation.read(exif.from(CHUNK_HEADER_BYTES, exif.length()));
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
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    try (Arena arena = Arena.ofConfined()) {
      Pix pix = decoders.leptonica().readWebp(content.copyTo(arena));
      if (pix == null) {
        throw new CorruptImageException(
            "The WebP of %d x %d pixels cannot be decoded: its %d bytes are damaged or truncated"
                .formatted(frame.width(), frame.height(), content.length()));
      }
      if (pix.hasAlpha()) {
        pix.edit(Transparency::blendOverWhite);
      }
      return frame.covers(header) ? pix : onCanvas(pix, decoders.leptonica());
    }
  }

  private Pix onCanvas(Pix pix, Leptonica leptonica) {
    try (pix) {
      return leptonica
          .create(header.width(), header.height())
          .edit(canvas -> {
            Transparency.fillWhite(canvas);
            int[] row = new int[pix.width()];
            for (int y = 0; y < pix.height(); y++) {
              pix.readRow(y, row);
              canvas.writeRow(frame.left(), frame.top() + y, row);
            }
          });
    }
  }

  @Override
  public long pixelsInMemory(PixelDemand demand) {
    long canvas = EncodedImage.super.pixelsInMemory(demand);
    return frame.covers(header) ? canvas : canvas + (long) frame.width() * frame.height();
  }
}
