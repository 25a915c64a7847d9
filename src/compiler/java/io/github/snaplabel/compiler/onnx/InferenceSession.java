package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a network in ONNX Runtime, one image at a time. */
public final class InferenceSession implements AutoCloseable {
  private final int inputSize;
  private final OrtSession session;

  private InferenceSession(int inputSize, OrtSession session) {
    this.inputSize = inputSize;
    this.session = session;
  }

  /** Returns the exception for a model that ONNX Runtime does not accept. */
  public static InvalidModelException rejection(OrtException reason) {
    return new InvalidModelException("ONNX Runtime rejects the model: " + reason.getMessage());
  }

  /** Opens a model in memory. */
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
   * Compiles a model to an {@code .ort} file that runs on every processor: with optimization level
   * EXTENDED, as higher levels choose a weight layout for the build machine's processor.
   */
  public static void compile(ModelProto model, Path ort) throws OrtException {
    optimize(model, OptLevel.EXTENDED_OPT, "ORT", ort);
  }

  /**
   * Writes the graph of a compiled model as ONNX, whose weights stay in the {@code .ort} file. From
   * it, ONNX Runtime can choose a weight layout for the processor that it runs on; an {@code .ort}
   * file's layout is fixed.
   *
   * @param model model that was {@linkplain #compile compiled}
   * @param ort file of the compiled model
   * @param graph file to write, in the same folder
   */
  public static void writeGraph(ModelProto model, Path ort, Path graph)
      throws IOException, OrtException {
    optimize(model, OptLevel.EXTENDED_OPT, "ONNX", graph);
    ModelProto optimized = ModelProto.parseFrom(Files.readAllBytes(graph));
    Files.write(graph, SharedWeights.refer(optimized, ort).toByteArray());
  }

  /** Writes a model as ONNX with constants folded. */
  public static void fold(ModelProto model, Path onnx) throws OrtException {
    // Higher levels use operators specific to ONNX Runtime.
    optimize(model, OptLevel.BASIC_OPT, "ONNX", onnx);
  }

  private static void optimize(ModelProto model, OptLevel level, String format, Path file)
      throws OrtException {
    try (SessionOptions options = options()) {
      options.setOptimizationLevel(level);
      options.setOptimizedModelFilePath(file.toString());
      options.addConfigEntry("session.save_model_format", format);
      OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options).close();
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
    // A build shares its machine with other work, which spinning threads would slow down.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  /**
   * Runs one image.
   *
   * @param picture {@code [3,inputSize,inputSize]}, normalized
   * @return all outputs by name, in the model's order
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

  /** Runs one image and returns the first output. */
  public float[] logits(float[] picture) throws OrtException {
    return run(picture).values().iterator().next();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
