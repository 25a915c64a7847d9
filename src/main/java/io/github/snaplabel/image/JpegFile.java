package io.github.snaplabel.image;

import io.github.snaplabel.image.jpeg.CompletenessCheck;
import io.github.snaplabel.image.jpeg.ScaledJpegDecoder;
import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG.
 *
 * @param bytes the whole file
 * @param parts what libjpeg decodes, in this order
 * @param buffered whether it has several scans, each over the whole image, so that libjpeg holds
 *     all coefficients in memory; a baseline JPEG is decoded line by line
 * @param arithmetic whether it is arithmetic-coded
 */
record JpegFile(
    ImageHeader header, Bytes bytes, List<Bytes> parts, boolean buffered, boolean arithmetic)
    implements EncodedImage {
  /** At half of its size, an image has too many samples for Java to be faster than native code. */
  private static final int MIN_JAVA_REDUCTION = 4;

  @Override
  public long pixelsInMemory(PixelDemand demand) {
    int reduction = buffered ? 1 : reduction(demand.shorterSide());
    return scaled(header.width(), reduction) * scaled(header.height(), reduction);
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    if (decoders.preferJava()) {
      Optional<Pix> pix = decodeInJava(decoders.leptonica(), demand.shorterSide());
      if (pix.isPresent()) {
        return pix.get();
      }
    }
    return decodeNatively(decoders.leptonica(), demand.shorterSide());
  }

  private Pix decodeNatively(Leptonica leptonica, int shorterSide) throws CorruptImageException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stream = Bytes.concatenate(parts, arena);
      int reduction = reduction(shorterSide);
      Pix pix = leptonica.readJpeg(stream, reduction, false);
      if (pix == null && !arithmetic && isComplete(stream)) {
        pix = leptonica.readJpeg(stream, reduction, true);
      }
      if (pix == null) {
        throw new CorruptImageException(
            "The JPEG of %d x %d pixels cannot be decoded to its end: its %d bytes are damaged or truncated"
                .formatted(header.width(), header.height(), bytes.length()));
      }
      return pix.to32();
    }
  }

  /** Returns whether libjpeg's warnings are harmless, because the data extends to the last row. */
  private static boolean isComplete(MemorySegment stream) {
    return CompletenessCheck.isComplete(stream.toArray(ValueLayout.JAVA_BYTE));
  }

  /**
   * Decodes a large, common JPEG in Java.
   *
   * @return empty if the JPEG is not large, not common, or damaged: libjpeg supports more variants,
   *     and decides what counts as damage
   */
  Optional<Pix> decodeInJava(Leptonica leptonica, int shorterSide) {
    int reduction = reduction(shorterSide);
    if (reduction < MIN_JAVA_REDUCTION) {
      return Optional.empty();
    }
    return ScaledJpegDecoder.of(bytes.file(), reduction)
        .flatMap(decoder ->
            leptonica
                .create(decoder.width(), decoder.height())
                .fill(pix -> decoder.decode(pix::writeRow)));
  }

  /**
   * Returns the largest of 8, 4, 2 and 1 that leaves the shorter side with at least {@code
   * shorterSide} pixels. A decoder that scales down computes fewer samples from each block.
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
}
