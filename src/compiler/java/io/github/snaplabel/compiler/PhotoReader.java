package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.Preprocessor;
import io.github.snaplabel.classify.Thumbnailer;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
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
   * @return {@code [3,input.size,input.size]}, normalized
   * @throws IOException if it cannot be read
   */
  float[] read(Path photo, ModelInput input) throws IOException {
    Preprocessor preprocessor = new Preprocessor(input);
    float[] tensor = new float[3 * input.size() * input.size()];
    try (RgbImage image = decoder.decode(Files.readAllBytes(photo), preprocessor.shorterSide())) {
      preprocessor.preprocess(image, FloatBuffer.wrap(tensor));
    } catch (ImageException e) {
      throw new IOException(photo + " cannot be read", e);
    }
    return tensor;
  }

  /**
   * Decodes a whole photo, a large JPEG at a smaller scale.
   *
   * @param shorterSide that must be left of it, in pixels
   * @throws InvalidModelException if it cannot be read
   */
  Photo decode(Path photo, int shorterSide) throws IOException, InvalidModelException {
    try (RgbImage image = decoder.decode(Files.readAllBytes(photo), shorterSide)) {
      int width = image.width();
      int height = image.height();
      // At its own size, the resized photo is the photo.
      return new Photo(width, height, new Thumbnailer(width, height).thumbnail(image));
    } catch (ImageException e) {
      throw new InvalidModelException("%s cannot be used: %s".formatted(photo, e.getMessage()));
    }
  }
}
