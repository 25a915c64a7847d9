package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network in ONNX Runtime, for pictures one by one. */
public final class InferenceSession implements AutoCloseable {
  private final int inputSize;
  private final OrtSession session;

  private InferenceSession(int inputSize, OrtSession session) {
    this.inputSize = inputSize;
    this.session = session;
  }

  /** Opens a model that was just written. */
  public static InferenceSession open(ModelProto model, int inputSize) throws OrtException {
    try (SessionOptions options = options()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new InferenceSession(
          inputSize, environment.createSession(model.toByteArray(), options));
    }
  }

  /** Opens a model file, {@code .onnx} or {@code .ort}. */
  public static InferenceSession open(Path file, int inputSize) throws OrtException {
    try (SessionOptions options = options()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new InferenceSession(inputSize, environment.createSession(file.toString(), options));
    }
  }

  /**
   * Compiles a model into an {@code .ort} file that is right on every processor: at the level
   * EXTENDED, as above it the weights are laid out for the processor that writes the file.
   */
  public static void compile(ModelProto model, Path ort) throws OrtException {
    try (SessionOptions options = options()) {
      options.setOptimizationLevel(OptLevel.EXTENDED_OPT);
      options.setOptimizedModelFilePath(ort.toString());
      options.addConfigEntry("session.save_model_format", "ORT");
      OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options).close();
    }
  }

  /** Writes a model with what does not depend on the picture computed, as ONNX. */
  public static void fold(ModelProto model, Path onnx) throws OrtException {
    try (SessionOptions options = options()) {
      // Higher levels use operators that are ONNX Runtime's own.
      options.setOptimizationLevel(OptLevel.BASIC_OPT);
      options.setOptimizedModelFilePath(onnx.toString());
      OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options).close();
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
    // A build shares its machine: threads that wait actively would slow all down, this one too.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  /**
   * Runs one picture.
   *
   * @param picture {@code [3,inputSize,inputSize]}, normalised
   * @return every output by its name, in the model's order
   */
  public Map<String, float[]> run(float[] picture) throws OrtException {
    String input = session.getInputNames().iterator().next();
    long[] shape = {1, 3, inputSize, inputSize};
    Map<String, float[]> outputs = new LinkedHashMap<>();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(picture), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      for (Map.Entry<String, OnnxValue> output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.put(output.getKey(), copy);
      }
    }
    return outputs;
  }

  /** Runs one picture and takes the first output. */
  public float[] logits(float[] picture) throws OrtException {
    return run(picture).values().iterator().next();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
