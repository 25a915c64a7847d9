package io.github.snaplabel.vision;

import java.nio.FloatBuffer;

/** Placeholder that the preprocessor's own commit replaces. */
public final class Preprocessor {
  public Preprocessor(int inputSize) {}

  public int shorterSide() {
    return 512;
  }

  public void preprocess(RgbImage image, FloatBuffer tensor) {
    tensor.put(0, image.width());
  }
}
