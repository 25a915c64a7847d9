package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Prints what an unpacked function computes for photos, so that {@code same_on_every_cpu.py} can
 * compare processors.
 */
final class PhotoLogits {
  private PhotoLogits() {}

  /**
   * Prints a line for each photo: the SHA-256 of the network's input, a tab, and the logits. Both
   * are hex digits of big-endian floats.
   *
   * @param args the function's folder, and photos
   */
  public static void main(String[] args) throws Exception {
    Path function = Path.of(args[0]);
    NativeLibraries natives = new NativeLibraries(function.resolve("native"));
    natives.useForOnnxRuntime();
    ModelBundle bundle = ModelBundle.read(function.resolve("model"));
    ImageDecoder decoder = new ImageDecoder(natives, ImageLimits.DEFAULT);
    Preprocessor preprocessor = new Preprocessor(bundle.manifest().input());
    try (Classifier classifier =
        Classifier.open(bundle, NetworkLoading.FAST, Runtime.getRuntime().availableProcessors())) {
      FloatBuffer input = classifier.newInput();
      for (int index = 1; index < args.length; index++) {
        preprocess(Path.of(args[index]), decoder, preprocessor, input);
        FloatBuffer logits = FloatBuffer.wrap(classifier.classify(input).toArray());
        System.out.println(sha256(bytes(input)) + "\t" + hex(bytes(logits)));
      }
    }
  }

  private static void preprocess(
      Path photo, ImageDecoder decoder, Preprocessor preprocessor, FloatBuffer input)
      throws IOException, ImageException {
    try (RgbImage image = decoder.decode(Files.readAllBytes(photo), preprocessor.shorterSide())) {
      preprocessor.preprocess(image, input);
    }
  }

  private static byte[] bytes(FloatBuffer floats) {
    ByteBuffer bytes = ByteBuffer.allocate(floats.remaining() * Float.BYTES);
    bytes.asFloatBuffer().put(floats.duplicate());
    return bytes.array();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
