package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PNG.
 *
 * @param key the tRNS chunk of an image without a palette: one transparent color
 * @param file the whole file
 * @param chunks the header, and all palettes, opacities of a palette, and compressed pixels
 * @param parts what libpng decodes, in this order
 */
record PngFile(
    ImageHeader header,
    Samples samples,
    @Nullable Bytes key,
    Bytes file,
    List<PngChunk> chunks,
    List<Bytes> parts)
    implements EncodedImage {
  static final int PALETTE = 1;
  static final int ALPHA = 4;
  static final int COLOR = 2;
  private static final int GRAY = 0;
  private static final int KEY_BYTES = 6;

  /**
   * How the pixels are stored.
   *
   * @param depth bits per sample
   * @param colorType a sum of {@link #PALETTE}, {@link #COLOR} and {@link #ALPHA}
   * @param interlaced whether they are stored in seven passes
   */
  record Samples(int depth, int colorType, boolean interlaced) {
    /** Returns how many samples a pixel has. */
    int perPixel() {
      return samplesPerPixel(colorType);
    }
  }

  static int samplesPerPixel(int colorType) {
    return switch (colorType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  static PngFile parse(Bytes bytes) throws CorruptImageException {
    return PngParser.parse(bytes);
  }

  /**
   * Returns whether libpng gets a header that declares 8 bits of gray and 8 bits of alpha instead
   * of 16 bits of gray. It would drop the low byte of the latter, which is needed to compare gray
   * levels with the transparent one.
   */
  static boolean isDecodedAsAlpha(int depth, int colorType, @Nullable Bytes key) {
    return depth == 16 && colorType == GRAY && key != null;
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    if (decoders.preferJava()) {
      Optional<Pix> pix = decodeInJava(decoders.leptonica());
      if (pix.isPresent()) {
        return pix.get();
      }
    }
    return decodeNatively(decoders.leptonica());
  }

  /**
   * Decodes a common PNG in Java.
   *
   * @return empty if the PNG is not common, or damaged: libpng supports more variants, and decides
   *     what counts as damage
   */
  Optional<Pix> decodeInJava(Leptonica leptonica) throws CorruptImageException {
    Optional<CommonPng> common = CommonPng.of(this);
    if (common.isEmpty()) {
      return Optional.empty();
    }
    return leptonica.create(header.width(), header.height()).fill(common.get()::decode);
  }

  private Pix decodeNatively(Leptonica leptonica) throws CorruptImageException {
    Pix pix = decodeParts(leptonica).to32();
    if (key != null) {
      return pix.edit(it -> whiten(it, key));
    }
    return pix.hasAlpha() ? pix.edit(Transparency::blendOverWhite) : pix;
  }

  /** Makes the transparent color white. */
  private void whiten(Pix pix, Bytes trns) throws CorruptImageException {
    if (isDecodedAsAlpha(samples.depth(), samples.colorType(), trns)) {
      Transparency.whitenGray16(pix, trns.u16be(0));
    } else if (samples.depth() == 16 && samples.colorType() == COLOR) {
      byte[] color = trns.range(0, KEY_BYTES).toArray();
      new PngKeyMask(pixels(), color).apply(pix, samples.interlaced());
    } else {
      Transparency.whiten(pix, keyColor(trns));
    }
  }

  /** Returns the compressed pixels. */
  private List<Bytes> pixels() {
    return chunks.stream()
        .filter(chunk -> chunk.type().equals(PngChunk.PIXELS))
        .map(PngChunk::data)
        .toList();
  }

  private Pix decodeParts(Leptonica leptonica) throws CorruptImageException {
    try (Arena arena = Arena.ofConfined()) {
      Pix pix = leptonica.readPng(Bytes.concatenate(parts, arena));
      if (pix == null) {
        throw new CorruptImageException(
            "The PNG of %d x %d pixels cannot be decoded: it is damaged or truncated"
                .formatted(header.width(), header.height()));
      }
      return pix;
    }
  }

  /** Returns the transparent color, {@code 0xRRGGBB}, with 8 bits per sample, as decoded. */
  private int keyColor(Bytes trns) throws CorruptImageException {
    if ((samples.colorType() & COLOR) == 0) {
      return sample(trns, 0) * 0x010101;
    }
    return sample(trns, 0) << 16 | sample(trns, 2) << 8 | sample(trns, 4);
  }

  private int sample(Bytes trns, int at) throws CorruptImageException {
    int value = trns.u16be(at);
    return value * 255 / ((1 << samples.depth()) - 1) & 0xff;
  }
}
