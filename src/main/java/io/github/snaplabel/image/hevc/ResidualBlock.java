package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * Turns the coefficients of a transform block into residuals and adds them to the prediction (8.6.2
 * and 8.6.4 to 8.6.8).
 *
 * <p>Not thread-safe.
 */
final class ResidualBlock {
  private static final int MAX_SAMPLES = 32 * 32;

  private final CodedPicture picture;
  private final ResidualCoding coding;
  private final InverseTransform transform = new InverseTransform();

  /** Residuals of the current block, row by row. */
  private final int[] residuals = new int[MAX_SAMPLES];

  /** Residuals of the luma block, for cross-component prediction. */
  private final int[] lumaResiduals;

  ResidualBlock(CodedPicture picture, ResidualCoding coding) {
    this.picture = picture;
    this.coding = coding;
    lumaResiduals = new int[picture.pps.range.crossComponentPrediction() ? MAX_SAMPLES : 0];
  }

  /** Returns whether the residuals of a block that is not transformed are differences (8.6.8). */
  static boolean usesRdpcm(SequenceParameterSet sps, int mode) {
    return sps.range.implicitRdpcm()
        && (mode == IntraMode.HORIZONTAL || mode == IntraMode.VERTICAL);
  }

  /** Computes the residuals from the coefficients read last, and zeroes the coefficients. */
  void compute(int log2Size, int component, int mode, boolean lossless) {
    int count = 1 << (log2Size * 2);
    int[] coefficients = coding.coefficients;
    int shift = 20 - picture.sps.bitDepth(component);
    if (lossless || coding.transformSkip) {
      copy(coefficients, log2Size);
      if (!lossless) {
        scale(count, 5 + log2Size, shift);
      }
      if (usesRdpcm(picture.sps, mode)) {
        accumulate(log2Size, mode);
      }
    } else if (log2Size == 2 && component == 0) {
      transform.dst(coefficients, shift, residuals);
    } else if (coding.dcOnly) {
      InverseTransform.dc(coefficients[0], log2Size, shift, residuals);
    } else {
      transform.dct(coefficients, log2Size, coding.columns, coding.rows, shift, residuals);
    }
    Arrays.fill(coefficients, 0, coding.rows << log2Size, 0);
  }

  /** Computes the residuals of a block without coefficients. */
  void clear(int log2Size) {
    Arrays.fill(residuals, 0, 1 << (log2Size * 2), 0);
  }

  /** Copies coefficients, rotated by 180 degrees if that is enabled (8.6.2). */
  private void copy(int[] coefficients, int log2Size) {
    int count = 1 << (log2Size * 2);
    if (picture.sps.range.transformSkipRotation() && log2Size == 2) {
      for (int i = 0; i < count; i++) {
        residuals[i] = coefficients[count - 1 - i];
      }
    } else {
      System.arraycopy(coefficients, 0, residuals, 0, count);
    }
  }

  private void scale(int count, int left, int right) {
    int rounding = 1 << (right - 1);
    for (int i = 0; i < count; i++) {
      residuals[i] = ((residuals[i] << left) + rounding) >> right;
    }
  }

  /** Replaces differences by their running sums in the direction of the prediction (8.6.8). */
  private void accumulate(int log2Size, int mode) {
    int size = 1 << log2Size;
    int distance = mode == IntraMode.HORIZONTAL ? 1 : size;
    for (int i = distance; i < size * size; i++) {
      if (mode == IntraMode.VERTICAL || (i & size - 1) != 0) {
        residuals[i] += residuals[i - distance];
      }
    }
  }

  /** Keeps the residuals of a luma block for {@link #addLuma}. */
  void keepLuma(int log2Size) {
    System.arraycopy(residuals, 0, lumaResiduals, 0, 1 << (log2Size * 2));
  }

  /** Adds {@code resScale} eighths of the luma residuals (8.6.6). */
  void addLuma(int log2Size, int resScale) {
    int lumaDepth = picture.sps.lumaBitDepth;
    int chromaDepth = picture.sps.chromaBitDepth;
    for (int i = 0; i < 1 << (log2Size * 2); i++) {
      residuals[i] += (resScale * (lumaResiduals[i] << chromaDepth >> lumaDepth)) >> 3;
    }
  }

  /** Adds the residuals to the samples of the picture (8.6.7). */
  void addTo(int component, int x, int y, int log2Size) {
    short[] plane = picture.planes[component];
    int stride = picture.width(component);
    int max = (1 << picture.sps.bitDepth(component)) - 1;
    int size = 1 << log2Size;
    int to = y * stride + x;
    for (int from = 0; from < size * size; from += size, to += stride) {
      for (int i = 0; i < size; i++) {
        plane[to + i] = (short) Math.max(0, Math.min(max, plane[to + i] + residuals[from + i]));
      }
    }
  }
}
