package io.github.snaplabel.bench;

import io.github.snaplabel.classify.Classifier;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.NetworkLoading;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.classify.Preprocessor;
import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.nio.FloatBuffer;

/** SnapLabel in fp32 that decodes JPEGs at full size, exactly like the reference pipeline. */
final class FullDecodePeer implements Peer {
  /** Larger than any reduced side, so that the decoder does not reduce the image. */
  private static final int EVERY_PIXEL = 0;

  private final ImageDecoder decoder;
  private final Preprocessor preprocessor;
  private final Classifier classifier;

  private FullDecodePeer(ImageDecoder decoder, Preprocessor preprocessor, Classifier classifier) {
    this.decoder = decoder;
    this.preprocessor = preprocessor;
    this.classifier = classifier;
  }

  static FullDecodePeer open(Setup setup, int threads) throws IOException {
    NativeLibraries natives = new NativeLibraries(setup.natives());
    natives.useForOnnxRuntime();
    ModelBundle bundle = ModelBundle.read(setup.bundle()).in(Precision.FP32);
    return new FullDecodePeer(
        new ImageDecoder(natives, ImageLimits.DEFAULT),
        new Preprocessor(bundle.manifest().input()),
        Classifier.open(bundle, NetworkLoading.FAST, threads));
  }

  @Override
  public Answer label(byte[] file) throws Exception {
    FloatBuffer input = classifier.newInput();
    long start = System.nanoTime();
    try (RgbImage image = decoder.decode(file, EVERY_PIXEL)) {
      long decoded = System.nanoTime();
      preprocessor.preprocess(image, input);
      long preprocessed = System.nanoTime();
      int top1 = Best.of(classifier.classify(input).toArray());
      return Answer.between(start, decoded, preprocessed, System.nanoTime(), top1);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
