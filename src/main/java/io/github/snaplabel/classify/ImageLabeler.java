package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Labels images with a model: decodes, preprocesses, classifies, and names the best classes.
 *
 * <p>Thread-safe: several images may be labeled at once.
 */
public final class ImageLabeler implements Labeler, AutoCloseable {
  private final ImageDecoder decoder;
  private final ImageLimits limits;
  private final Preprocessor preprocessor;
  private final Classifier classifier;
  private final Hierarchy hierarchy;
  private final Activation activation;
  private final SelfTest selfTest;
  private final Queue<FloatBuffer> inputs = new ConcurrentLinkedQueue<>();

  private ImageLabeler(
      ImageDecoder decoder,
      ImageLimits limits,
      Preprocessor preprocessor,
      Classifier classifier,
      Hierarchy hierarchy,
      Activation activation,
      SelfTest selfTest) {
    this.decoder = decoder;
    this.limits = limits;
    this.preprocessor = preprocessor;
    this.classifier = classifier;
    this.hierarchy = hierarchy;
    this.activation = activation;
    this.selfTest = selfTest;
  }

  /**
   * Loads a model and runs its self-test.
   *
   * @throws IOException if a file of the bundle is missing or damaged
   * @throws IllegalStateException if the network fails its {@link SelfTest}
   */
  public static ImageLabeler open(
      NativeLibraries natives, ModelBundle bundle, LabelerOptions options) throws IOException {
    natives.useForOnnxRuntime();
    // Decoder and classifier load native libraries in parallel, because both take about as long.
    CompletableFuture<ImageDecoder> decoder =
        CompletableFuture.supplyAsync(
            () -> new ImageDecoder(natives, options.limits(), options.decoder(), options.heics()),
            Thread.ofPlatform().daemon()::start);
    Hierarchy hierarchy = bundle.hierarchy();
    Preprocessor preprocessor = new Preprocessor(bundle.manifest().input());
    Classifier classifier = Classifier.open(bundle, options.network(), options.threads());
    try {
      ImageLabeler labeler =
          new ImageLabeler(
              decoder.join(),
              options.limits(),
              preprocessor,
              classifier,
              hierarchy,
              bundle.manifest().activation(),
              SelfTest.of(bundle));
      labeler.selfTest();
      return labeler;
    } catch (IOException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /**
   * Labels the self-test photo, which must get the class that it got when the model was compiled.
   *
   * @throws IOException if the photo cannot be read
   * @throws IllegalStateException if the prediction differs
   */
  public void selfTest() throws IOException {
    selfTest.run(this);
  }

  /** Returns the model's classes and the tree over them. */
  public Hierarchy hierarchy() {
    return hierarchy;
  }

  /**
   * Labels an image file.
   *
   * @throws ImageException if the image cannot be read because of its content
   * @throws IOException if the file cannot be read
   */
  public LabeledImage label(Path file, LabelOptions options) throws ImageException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return label(in, options);
    }
  }

  /**
   * Labels an image read from a stream.
   *
   * @throws ImageException if the image cannot be read because of its content
   * @throws IOException if the stream cannot be read
   */
  public LabeledImage label(InputStream in, LabelOptions options)
      throws ImageException, IOException {
    // Pipes and devices report no size: one byte beyond the limit shows that there is more.
    int maxBytes = (int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE - 8);
    return label(in.readNBytes(maxBytes), options);
  }

  @Override
  public LabeledImage label(byte[] file, LabelOptions options) throws ImageException {
    FloatBuffer pooled = inputs.poll();
    FloatBuffer input = pooled == null ? classifier.newInput() : pooled;
    try {
      long start = System.nanoTime();
      try (RgbImage image = decoder.decode(file, preprocessor.demand())) {
        long decoded = System.nanoTime();
        preprocessor.preprocess(image, input);
        long preprocessed = System.nanoTime();
        Logits logits = classifier.classify(input);
        long inferred = System.nanoTime();
        double[] probabilities = logits.probabilities(hierarchy, activation);
        List<Prediction> predictions = logits.top(probabilities, options, hierarchy);
        SureLabel label = SureLabel.of(probabilities, hierarchy, options, activation);
        long end = System.nanoTime();
        return new LabeledImage(
            image.header(),
            predictions,
            label,
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
