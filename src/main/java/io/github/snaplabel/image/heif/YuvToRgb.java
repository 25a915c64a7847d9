package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/**
 * Converts rows of samples to pixels {@code 0xRRGGBBff} of 8 bits per channel, rounded as in
 * libheif: full-range 4:2:0 is truncated to 8 bits and then converted in fixed point; everything
 * else is converted in floating point and then truncated.
 */
abstract class YuvToRgb {
  private static final int IDENTITY = 0;
  private static final int YCGCO = 8;

  /**
   * Converts a row.
   *
   * @param y luma, one sample per pixel
   * @param cb blue difference, one sample per pixel
   * @param cr red difference, one sample per pixel
   * @param pixels receives the pixels
   */
  abstract void convert(int[] y, int[] cb, int[] cr, int[] pixels);

  /**
   * Returns the conversion for pictures like this one.
   *
   * @throws HeifException if its colors are not supported
   */
  static YuvToRgb of(YuvPlanes planes, ColorDescription colors) throws HeifException {
    int depth = planes.lumaBitDepth();
    if (planes.chroma() == ChromaFormat.GRAY) {
      return new Gray(depth - Byte.SIZE);
    }
    return switch (colors.matrixCoefficients()) {
      case IDENTITY -> new Identity(depth, colors.fullRange());
      case YCGCO -> new GreenOrange(depth);
      case 11, 14, 15, 16, 17 ->
          throw HeifException.unsupported(
              "A HEIC with colors of the kind %d is not supported"
                  .formatted(colors.matrixCoefficients()));
      default -> {
        YuvMatrix matrix = YuvMatrix.of(colors.matrixCoefficients());
        yield planes.chroma() == ChromaFormat.YUV420 && colors.fullRange()
            ? new FixedPoint(matrix, depth - Byte.SIZE)
            : new FloatingPoint(matrix, depth, colors.fullRange());
      }
    };
  }

  private static int clamp(int value, int max) {
    return Math.max(0, Math.min(max, value));
  }

  private static int round(float value, int max) {
    return clamp((int) (value + 0.5f), max);
  }

  private static int pixel(int red, int green, int blue) {
    return red << 24 | green << 16 | blue << 8 | 0xff;
  }

  /** Grayscale: luma becomes all three channels, and its range is ignored. */
  private static final class Gray extends YuvToRgb {
    private final int shift;

    Gray(int shift) {
      this.shift = shift;
    }

    @Override
    void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (y[i] >> shift) * 0x01010100 | 0xff;
      }
    }
  }

  /** YCbCr in fixed point, with coefficients in units of 1/256. */
  private static final class FixedPoint extends YuvToRgb {
    private final int redPerCr;
    private final int greenPerCb;
    private final int greenPerCr;
    private final int bluePerCb;
    private final int shift;

    FixedPoint(YuvMatrix matrix, int shift) {
      redPerCr = Math.round(256 * matrix.redPerCr());
      greenPerCb = Math.round(256 * matrix.greenPerCb());
      greenPerCr = Math.round(256 * matrix.greenPerCr());
      bluePerCb = Math.round(256 * matrix.bluePerCb());
      this.shift = shift;
    }

    @Override
    void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
      for (int i = 0; i < pixels.length; i++) {
        int luma = y[i] >> shift;
        int blue = (cb[i] >> shift) - 128;
        int red = (cr[i] >> shift) - 128;
        pixels[i] =
            pixel(
                clamp(luma + ((redPerCr * red + 128) >> 8), 255),
                clamp(luma + ((greenPerCb * blue + greenPerCr * red + 128) >> 8), 255),
                clamp(luma + ((bluePerCb * blue + 128) >> 8), 255));
      }
    }
  }

  /** YCbCr in floating point. */
  private static final class FloatingPoint extends YuvToRgb {
    private static final float LUMA_PER_LIMITED = 1.1689f;
    private static final float CHROMA_PER_LIMITED = 1.1429f;

    private final YuvMatrix matrix;
    private final int shift;
    private final int max;
    private final int half;
    private final float black;
    private final float lumaScale;
    private final float chromaScale;

    FloatingPoint(YuvMatrix matrix, int depth, boolean fullRange) {
      this.matrix = matrix;
      shift = depth - Byte.SIZE;
      max = (1 << depth) - 1;
      half = 1 << (depth - 1);
      black = fullRange ? 0 : 16 << shift;
      lumaScale = fullRange ? 1 : LUMA_PER_LIMITED;
      chromaScale = fullRange ? 1 : CHROMA_PER_LIMITED;
    }

    @Override
    void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
      for (int i = 0; i < pixels.length; i++) {
        float luma = (y[i] - black) * lumaScale;
        float blue = (cb[i] - half) * chromaScale;
        float red = (cr[i] - half) * chromaScale;
        pixels[i] =
            pixel(
                round(luma + matrix.redPerCr() * red, max) >> shift,
                round(luma + matrix.greenPerCb() * blue + matrix.greenPerCr() * red, max) >> shift,
                round(luma + matrix.bluePerCb() * blue, max) >> shift);
      }
    }
  }

  /** GBR: the planes are green, blue and red. */
  private static final class Identity extends YuvToRgb {
    private final int shift;
    private final int max;
    private final boolean fullRange;

    Identity(int depth, boolean fullRange) {
      shift = depth - Byte.SIZE;
      max = (1 << depth) - 1;
      this.fullRange = fullRange;
    }

    @Override
    void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] =
            pixel(
                scale(cr[i], FloatingPoint.CHROMA_PER_LIMITED),
                scale(y[i], FloatingPoint.LUMA_PER_LIMITED),
                scale(cb[i], FloatingPoint.CHROMA_PER_LIMITED));
      }
    }

    private int scale(int sample, float factor) {
      return (fullRange ? sample : round((sample - (16 << shift)) * factor, max)) >> shift;
    }
  }

  /** YCgCo: luma, and the differences to green and orange. */
  private static final class GreenOrange extends YuvToRgb {
    private final int shift;
    private final int max;
    private final int half;

    GreenOrange(int depth) {
      shift = depth - Byte.SIZE;
      max = (1 << depth) - 1;
      half = 1 << (depth - 1);
    }

    @Override
    void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
      for (int i = 0; i < pixels.length; i++) {
        int green = cb[i] - half;
        int orange = cr[i] - half;
        pixels[i] =
            pixel(
                clamp(y[i] - green + orange, max) >> shift,
                clamp(y[i] + green, max) >> shift,
                clamp(y[i] - green - orange, max) >> shift);
      }
    }
  }
}
