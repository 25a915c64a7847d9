package io.github.snaplabel.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;

/**
 * The network: pixels in, logits out. Thread-safe; {@link #close()} it when no call is under way.
 */
public final class Classifier implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final long[] inputShape;

  /** Holds the mapped file, from which the session reads its weights for as long as it lives. */
  private final Arena mapping;

  private Classifier(OrtEnvironment environment, OrtSession session, Arena mapping, int inputSize) {
    this.environment = environment;
    this.session = session;
    this.mapping = mapping;
    this.inputName = session.getInputNames().iterator().next();
    this.inputShape = new long[] {1, 3, inputSize, inputSize};
  }

  /**
   * Opens a bundle's network.
   *
   * @param threads that share the work of one picture; as many as there are processors is fastest
   *     for one picture at a time, 1 for several side by side
   * @throws IOException if the file cannot be read, or ONNX Runtime does not take it
   */
  @SuppressWarnings("MustBeClosedChecker") // the classifier owns the mapping and closes it
  public static Classifier open(ModelBundle bundle, int threads) throws IOException {
    Arena mapping = Arena.ofShared();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = options(threads)) {
      ByteBuffer network = map(bundle.directory().resolve(bundle.network().file()), mapping);
      OrtSession session = environment.createSession(network, options);
      return new Classifier(environment, session, mapping, bundle.manifest().inputSize());
    } catch (OrtException e) {
      mapping.close();
      throw new IOException("ONNX Runtime does not take " + bundle.network().file(), e);
    } catch (IOException | RuntimeException e) {
      mapping.close();
      throw e;
    }
  }

  private static ByteBuffer map(Path file, Arena mapping) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), mapping).asByteBuffer();
    }
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    // The default takes one thread on two processors.
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // The file holds what helps on every processor; what is best on this one alone (for int8,
    // channels last) is added here: it halves the time and changes no logit.
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.addConfigEntry("session.use_ort_model_bytes_directly", "1");
    options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
    return options;
  }

  /** A buffer for one picture's pixels: direct, {@code [3,inputSize,inputSize]} floats. */
  public FloatBuffer newInput() {
    int floats = Math.toIntExact(inputShape[1] * inputShape[2] * inputShape[3]);
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Runs the network on one picture.
   *
   * @param pixels normalised, NCHW, RGB, as {@link Preprocessor} writes them into {@link
   *     #newInput()}
   * @throws IllegalStateException if ONNX Runtime fails, or the network answers no finite numbers
   */
  public Logits classify(FloatBuffer pixels) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, pixels, inputShape);
        OrtSession.Result result = session.run(Map.of(inputName, input))) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[scores.remaining()];
      scores.get(copy);
      return new Logits(copy);
    } catch (OrtException | IllegalArgumentException e) {
      throw new IllegalStateException("The network failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The session does not close: " + e.getMessage(), e);
    }
    mapping.close();
  }
}
