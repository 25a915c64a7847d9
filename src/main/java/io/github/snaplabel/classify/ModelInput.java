package io.github.snaplabel.classify;

import java.util.List;

/**
 * How an image becomes the network's input {@code [1,3,size,size]}: its shorter side is resized,
 * the center is cropped, and each color becomes {@code (v / 255 - mean) / std}.
 *
 * @param size height and width of the crop, in pixels
 * @param resize length of the resized image's shorter side, in pixels; at least {@code size}
 * @param mean of red, green and blue, where 0 is black and 1 the full color
 * @param std standard deviation of each, above 0
 */
public record ModelInput(int size, int resize, List<Double> mean, List<Double> std) {
  /** The mean of ImageNet's colors, as in TorchVision. */
  public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

  /** The standard deviation of ImageNet's colors, as in TorchVision. */
  public static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a size or a deviation is not positive, or the crop is
   *     larger than the resized image
   */
  public ModelInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (size < 1 || resize < size) {
      throw new IllegalArgumentException(
          "cannot crop %d pixels from a shorter side of %d".formatted(size, resize));
    }
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException("mean and std need three numbers each");
    }
    for (double deviation : std) {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("std must be above 0, not " + deviation);
      }
    }
  }

  /** Returns the input of networks trained by TorchVision's recipes. */
  public static ModelInput of(int size) {
    return new ModelInput(size, usualResize(size), IMAGENET_MEAN, IMAGENET_STD);
  }

  /** Returns the usual shorter side for a crop, in pixels: 256 for 224, others in proportion. */
  public static int usualResize(int size) {
    return size * 256 / 224;
  }
}
