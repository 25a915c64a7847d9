package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.image.RgbImage;
import java.nio.FloatBuffer;

/**
 * Makes the network's input of a picture: resizes its shorter side, cuts out the centre and
 * normalises the colours.
 *
 * <p>It gives what TorchVision's {@code Resize}, {@code CenterCrop}, {@code ToTensor} and {@code
 * Normalize} give for a Pillow picture of the same pixels, bit for bit (antialiased bilinear
 * filter, rounded to bytes after each of the two passes). Only the pixels that the crop needs are
 * read, and only the crop is computed, so that time and memory are bounded by the source whatever
 * its shape. Safe for use by several threads.
 */
public final class Preprocessor {
  private final int inputSize;
  private final int resizedSide;
  private final Normalization normalization;

  /** Prepares pictures as a model wants them. */
  public Preprocessor(ModelInput input) {
    this.inputSize = input.size();
    this.resizedSide = input.resize();
    this.normalization = new Normalization(input);
  }

  /**
   * How many pixels a decoder that scales a picture down must leave of its shorter side: twice of
   * what it is resized to, which keeps the mean difference to a full decoding at 0.24 of 255.
   */
  public int shorterSide() {
    return 2 * resizedSide;
  }

  /**
   * Writes {@code [3,inputSize,inputSize]} normalised floats (red, green, blue planes).
   *
   * @param tensor filled from index 0 on, whatever its position, which stays
   * @throws IndexOutOfBoundsException if the tensor is too small
   */
  public void preprocess(RgbImage image, FloatBuffer tensor) {
    normalization.apply(crop(image), tensor);
  }

  /** The resized picture's centre, {@code [3,inputSize,inputSize]} unsigned bytes. */
  byte[] crop(RgbImage image) {
    // The target is that of the original: a scaled decoding may be rounded to another shape.
    ImageHeader header = image.header();
    ResizeGeometry target =
        ResizeGeometry.of(header.uprightWidth(), header.uprightHeight(), resizedSide, inputSize);
    ResampleCoefficients columns =
        ResampleCoefficients.of(image.width(), target.width(), target.left(), inputSize);
    ResampleCoefficients rows =
        ResampleCoefficients.of(image.height(), target.height(), target.top(), inputSize);
    return resize(image, columns, rows);
  }

  /** Those rows and columns of a resized picture, {@code [3,rows,columns]} unsigned bytes. */
  static byte[] resize(RgbImage image, ResampleCoefficients columns, ResampleCoefficients rows) {
    HorizontalPass horizontal = new HorizontalPass(columns);
    VerticalPass vertical = new VerticalPass(rows, columns.count());
    int[] upper = new int[columns.length()];
    int[] lower = new int[columns.length()];
    int[] upperResized = new int[3 * columns.count()];
    int[] lowerResized = new int[3 * columns.count()];
    for (int y = 0; y < rows.length(); y += 2) {
      image.readRow(rows.start() + y, columns.start(), columns.length(), upper);
      // After an odd number of rows, lower holds an old one: its weights there are all zero.
      if (y + 1 < rows.length()) {
        image.readRow(rows.start() + y + 1, columns.start(), columns.length(), lower);
      }
      horizontal.resize(upper, lower, upperResized, lowerResized);
      vertical.add(y, upperResized, lowerResized);
    }
    return vertical.planes();
  }
}
