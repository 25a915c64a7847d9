package io.github.snaplabel.build;

import io.github.snaplabel.vision.ImageDecoder;
import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.NativeLibraries;
import io.github.snaplabel.vision.Preprocessor;
import io.github.snaplabel.vision.RgbImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a network's input of a photo, in the way of the function. */
final class PhotoReader {
  private final ImageDecoder decoder;

  /**
   * @param natives where Leptonica is
   */
  PhotoReader(NativeLibraries natives) {
    decoder = new ImageDecoder(natives, ImageLimits.DEFAULT);
  }

  /**
   * Reads a photo.
   *
   * @return {@code [3,inputSize,inputSize]}, normalised
   * @throws IOException if it cannot be read
   */
  float[] read(Path photo, int inputSize) throws IOException {
    Preprocessor preprocessor = new Preprocessor(inputSize);
    float[] tensor = new float[3 * inputSize * inputSize];
    try (RgbImage image = decoder.decode(Files.readAllBytes(photo), preprocessor.shorterSide())) {
      preprocessor.preprocess(image, FloatBuffer.wrap(tensor));
    } catch (ImageException e) {
      throw new IOException(photo + " cannot be read", e);
    }
    return tensor;
  }
}
