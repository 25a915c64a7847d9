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

/** Reads a photo as the function will. */
final class FunctionPhotoReader implements PhotoReader {
  private final ImageDecoder decoder;

  FunctionPhotoReader(NativeLibraries natives) {
    this.decoder = new ImageDecoder(natives, ImageLimits.DEFAULT);
  }

  @Override
  public float[] read(Path photo, int inputSize) throws IOException {
    Preprocessor preprocessor = new Preprocessor(inputSize);
    float[] tensor = new float[3 * inputSize * inputSize];
    try (RgbImage image =
        decoder.decode(Files.readAllBytes(photo), preprocessor.shorterSide())) {
      preprocessor.preprocess(image, FloatBuffer.wrap(tensor));
      return tensor;
    } catch (ImageException e) {
      throw new IOException(photo + " cannot be decoded: " + e.getMessage(), e);
    }
  }
}
