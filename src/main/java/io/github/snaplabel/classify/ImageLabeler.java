package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.JpegDecoding;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The whole way of a picture: bytes, pixels, the network's input, logits, predictions.
 *
 * <p>Thread-safe: pictures may be labelled side by side.
 */
public final class ImageLabeler implements AutoCloseable {
  private final ImageDecoder decoder;
  private final ImageLimits limits;
  private final Preprocessor preprocessor;
  private final Classifier classifier;
  private final Labels labels;
  private final Activation activation;
  private final Queue<FloatBuffer> inputs = new ConcurrentLinkedQueue<>();

  private ImageLabeler(
      ImageDecoder decoder,
      ImageLimits limits,
      Preprocessor preprocessor,
      Classifier classifier,
      Labels labels,
      Activation activation) {
    this.decoder = decoder;
    this.limits = limits;
    this.preprocessor = preprocessor;
    this.classifier = classifier;
    this.labels = labels;
    this.activation = activation;
  }

  /**
   * Loads a model and lets it pass its self-test. Native code decodes all JPEGs.
   *
   * @param threads see {@link Classifier#open}
   * @throws IOException if a file of the bundle is missing or damaged
   * @throws IllegalStateException if the network fails its {@link SelfTest}
   */
  public static ImageLabeler open(
      NativeLibraries natives, ModelBundle bundle, ImageLimits limits, int threads)
      throws IOException {
    return open(natives, bundle, limits, threads, JpegDecoding.NATIVE);
  }

  /**
   * Loads a model and lets it pass its self-test.
   *
   * @param threads see {@link Classifier#open}
   * @param jpegs which decoder takes them
   * @throws IOException if a file of the bundle is missing or damaged
   * @throws IllegalStateException if the network fails its {@link SelfTest}
   */
  public static ImageLabeler open(
      NativeLibraries natives,
      ModelBundle bundle,
      ImageLimits limits,
      int threads,
      JpegDecoding jpegs)
      throws IOException {
    natives.useForOnnxRuntime();
    // Each takes its own native library and about as long: they are loaded side by side.
    CompletableFuture<ImageDecoder> decoder =
        CompletableFuture.supplyAsync(
            () -> new ImageDecoder(natives, limits, jpegs), Thread.ofPlatform().daemon()::start);
    Labels labels = Labels.read(bundle.directory().resolve(ModelBundle.LABELS));
    Preprocessor preprocessor = new Preprocessor(bundle.manifest().input());
    Classifier classifier = Classifier.open(bundle, threads);
    try {
      ImageLabeler labeler =
          new ImageLabeler(
              decoder.join(),
              limits,
              preprocessor,
              classifier,
              labels,
              bundle.manifest().activation());
      SelfTest.of(bundle).run(labeler);
      return labeler;
    } catch (IOException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /** The model's classes. */
  public Labels labels() {
    return labels;
  }

  /**
   * Labels a picture file, of which no more is read than a picture may have.
   *
   * @throws ImageException if the picture cannot be read, for a reason that lies in it
   * @throws IOException if the file cannot be read
   */
  public LabeledImage label(Path file, TopK wanted) throws ImageException, IOException {
    // The size that a file system tells of a pipe or a device is none.
    int most = (int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE - 8);
    try (InputStream in = Files.newInputStream(file)) {
      return label(in.readNBytes(most), wanted);
    }
  }

  /**
   * Labels a picture.
   *
   * @param file the bytes of a JPEG, PNG, WebP, GIF or BMP file
   * @throws ImageException if the picture cannot be read, for a reason that lies in it
   */
  public LabeledImage label(byte[] file, TopK wanted) throws ImageException {
    FloatBuffer pooled = inputs.poll();
    FloatBuffer input = pooled == null ? classifier.newInput() : pooled;
    try {
      long start = System.nanoTime();
      try (RgbImage image = decoder.decode(file, preprocessor.shorterSide())) {
        long decoded = System.nanoTime();
        preprocessor.preprocess(image, input);
        long preprocessed = System.nanoTime();
        Logits logits = classifier.classify(input);
        long inferred = System.nanoTime();
        var predictions = logits.top(wanted, labels, activation);
        long end = System.nanoTime();
        return new LabeledImage(
            image.header(),
            predictions,
            Timing.between(start, decoded, preprocessed, inferred, end));
      }
    } finally {
      inputs.add(input);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
