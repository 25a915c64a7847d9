package io.github.snaplabel.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs a network with ONNX Runtime: pixels in, logits out. Thread-safe, but must not be closed
 * during a call.
 */
public final class Classifier implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final long[] inputShape;

  /** Keeps the file mapped while the session is open, because the session reads weights from it. */
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
   * @param threads that share the inference of one image: one per processor is fastest for one
   *     image at a time, and 1 for several images at once
   * @throws IOException if a file cannot be read, or ONNX Runtime rejects it
   */
  @SuppressWarnings("MustBeClosedChecker") // the classifier owns the mapping and closes it
  public static Classifier open(ModelBundle bundle, NetworkLoading loading, int threads)
      throws IOException {
    Arena mapping = Arena.ofShared();
    try (SessionOptions options = options(threads)) {
      OrtSession session = session(bundle, loading, options, mapping);
      return new Classifier(
          OrtEnvironment.getEnvironment(), session, mapping, bundle.manifest().inputSize());
    } catch (OrtException e) {
      mapping.close();
      throw new IOException("ONNX Runtime rejects the network in " + bundle.directory(), e);
    } catch (IOException | RuntimeException e) {
      mapping.close();
      throw e;
    }
  }

  private static OrtSession session(
      ModelBundle bundle, NetworkLoading loading, SessionOptions options, Arena mapping)
      throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Path graph = bundle.directory().resolve(bundle.network().graph());
    if (loading == NetworkLoading.OPTIMIZED && Files.exists(graph)) {
      return environment.createSession(graph.toString(), options);
    }
    MemorySegment network = map(bundle.directory().resolve(bundle.network().file()), mapping);
    OrtSession session = environment.createSession(network.asByteBuffer(), options);
    if (bundle.precision() == Precision.INT8) {
      // ONNX Runtime has copied the weights into its kernels' order. Pages that it still
      // reads, such as those with biases, are loaded again on access.
      network.unload();
    }
    return session;
  }

  private static MemorySegment map(Path file, Arena mapping) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), mapping);
    }
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    // ONNX Runtime would use one thread on two processors.
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Otherwise its threads keep a processor busy for 60 ms after each inference, in which other
    // work needs it: responses, the next image, the JIT compiler.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // The file is optimized for any processor. Optimizations for this one are applied here:
    // channels-last for int8, and, from the graph, channels in blocks for fp32.
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.addConfigEntry("session.use_ort_model_bytes_directly", "1");
    options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
    return options;
  }

  /**
   * Returns a direct buffer of {@code [3,inputSize,inputSize]} floats for the pixels of an image.
   */
  public FloatBuffer newInput() {
    int floats = Math.toIntExact(inputShape[1] * inputShape[2] * inputShape[3]);
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Runs the network on one image.
   *
   * @param pixels normalized, NCHW, RGB, as {@link Preprocessor} writes them into {@link
   *     #newInput()}
   * @throws IllegalStateException if ONNX Runtime fails, or a logit is not finite
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
      throw new IllegalStateException("The session cannot be closed: " + e.getMessage(), e);
    }
    mapping.close();
  }
}
