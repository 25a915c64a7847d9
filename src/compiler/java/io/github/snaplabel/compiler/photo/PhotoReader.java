package io.github.snaplabel.compiler.photo;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.Preprocessor;
import io.github.snaplabel.classify.Thumbnailer;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.PreferredDecoder;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads photos with the decoders and the preprocessing of the function. */
public final class PhotoReader {
  private final NativeLibraries natives;
  private final ImageDecoder decoder;

  /**
   * @param natives contain Leptonica
   */
  public PhotoReader(NativeLibraries natives) {
    this.natives = natives;
    decoder = new ImageDecoder(natives, ImageLimits.DEFAULT);
  }

  /**
   * Reads a photo as the input of a network.
   *
   * @return {@code [3,input.size,input.size]}, normalized
   * @throws IOException if it cannot be read
   */
  public float[] read(Path photo, ModelInput input) throws IOException {
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
   * Decodes a whole photo; a large JPEG at 1/2, 1/4 or 1/8 of its size.
   *
   * @param shorterSide minimum for the decoded photo, in pixels, unless the photo itself is smaller
   * @throws InvalidModelException if it cannot be decoded
   */
  public Photo decode(Path photo, int shorterSide) throws IOException, InvalidModelException {
    try (RgbImage image = decoder.decode(Files.readAllBytes(photo), shorterSide)) {
      int width = image.width();
      int height = image.height();
      // Resizing a photo to its own size only copies its pixels.
      byte[] planes = new Thumbnailer(width, height).thumbnail(image).planes();
      return new Photo(width, height, planes);
    } catch (ImageException e) {
      throw new InvalidModelException("%s cannot be used: %s".formatted(photo, e.getMessage()));
    }
  }

  /**
   * Decodes a JPEG and returns its size, such as {@code 800x512}; or the reason if it cannot be
   * decoded.
   *
   * @param shorterSide as for {@link #decode}
   */
  String decodedSize(byte[] jpeg, int shorterSide, PreferredDecoder decoding) {
    ImageDecoder jpegs = new ImageDecoder(natives, ImageLimits.DEFAULT, decoding, HeicDecoding.ON);
    try (RgbImage image = jpegs.decode(jpeg, shorterSide)) {
      return image.width() + "x" + image.height();
    } catch (ImageException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
