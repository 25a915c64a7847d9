package io.github.snaplabel.compiler;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.ModelManifest.SelfTestAnswer;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.graph.FloatNetwork;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.graph.OpaqueNetwork;
import io.github.snaplabel.compiler.graph.SourceNetwork;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.quantize.Calibration;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import io.github.snaplabel.compiler.quantize.QuantizedNetwork;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compiles networks to {@code .ort} files, and records their predictions for the self-test photo.
 */
final class NetworkCompiler {
  /** Below this probability, the fp32 prediction is uncertain, and int8 may differ. */
  private static final double MIN_CERTAIN_PROBABILITY = 0.5;

  /** A smaller drop in probability is tolerated: two classes may be almost equally probable. */
  private static final double MAX_DROP = 0.1;

  private final PhotoReader photos;
  private final Consumer<String> log;

  /**
   * @param photos reads photos for the self-test and calibration
   * @param log receives progress messages
   */
  NetworkCompiler(PhotoReader photos, Consumer<String> log) {
    this.photos = photos;
    this.log = log;
  }

  /**
   * Compiles a network to {@code NAME-fp32.ort} with {@code NAME-fp32.graph.onnx} and, if its
   * operators are supported, {@code NAME-int8.ort}.
   *
   * @param output folder of the bundle
   * @throws InvalidModelException if ONNX Runtime rejects it, or int8 changes its predictions
   */
  CompiledNetworks compile(
      SourceNetwork source, Recipe recipe, ModelInput input, String name, Path output)
      throws IOException, OrtException, InvalidModelException {
    return switch (source) {
      case Network network -> compile(network, recipe, input, name, output);
      case OpaqueNetwork network -> compile(network, recipe, input, name, output);
    };
  }

  private CompiledNetworks compile(
      OpaqueNetwork network, Recipe recipe, ModelInput input, String name, Path output)
      throws IOException, OrtException, InvalidModelException {
    Path fp32 = output.resolve(name + "-fp32.ort");
    compileFloat(network.model(), fp32, graph(output, name));
    try (InferenceSession session = InferenceSession.open(fp32, input.size())) {
      float[] logits = session.logits(photos.read(recipe.selfTest(), input));
      SelfTestAnswer answer = Agreement.answer(logits, recipe.traits().activation());
      if (!Double.isFinite(answer.probability())) {
        throw new InvalidModelException(
            "the model: expected finite logits for the self-test photo");
      }
      log.accept("%s: fp32 %.1f MB".formatted(name, Files.size(fp32) / 1e6));
      return new CompiledNetworks(Map.of(Precision.FP32, network(fp32, answer)), null);
    }
  }

  private CompiledNetworks compile(
      Network network, Recipe recipe, ModelInput input, String name, Path output)
      throws IOException, OrtException, InvalidModelException {
    int size = input.size();
    Activation activation = recipe.traits().activation();
    CalibrationPhotos calibration = recipe.calibration();
    List<float[]> pictures = calibration.tensors(input, photos);
    log.accept(
        "calibration: %d photos, %d parts each, seed %d"
            .formatted(calibration.files().size(), calibration.crops(), CalibrationPhotos.SEED));
    Path fp32 = output.resolve(name + "-fp32.ort");
    Path int8 = output.resolve(name + "-int8.ort");
    compileFloat(FloatNetwork.write(network, size), fp32, graph(output, name));
    log.accept("measuring the activations of %d images".formatted(pictures.size()));
    Calibration measured =
        Calibration.measure(network, size, pictures, QuantizedNetwork.measured(network));
    log.accept("quantizing the weights");
    compile(QuantizedNetwork.write(network, measured, size), int8);
    Map<Precision, ModelManifest.CompiledNetwork> networks = new TreeMap<>();
    float[] photo = photos.read(recipe.selfTest(), input);
    try (InferenceSession exact = InferenceSession.open(fp32, size);
        InferenceSession coded = InferenceSession.open(int8, size)) {
      SelfTestAnswer exactAnswer = Agreement.answer(exact.logits(photo), activation);
      float[] codedLogits = coded.logits(photo);
      SelfTestAnswer codedAnswer = Agreement.answer(codedLogits, activation);
      report(Agreement.between(exact, coded, pictures));
      double drop =
          exactAnswer.probability()
              - Agreement.probability(codedLogits, exactAnswer.index(), activation);
      check(exactAnswer, codedAnswer, drop);
      networks.put(Precision.FP32, network(fp32, exactAnswer));
      networks.put(Precision.INT8, network(int8, codedAnswer));
    }
    log.accept(
        "%s: fp32 %.1f MB, int8 %.1f MB"
            .formatted(name, Files.size(fp32) / 1e6, Files.size(int8) / 1e6));
    return new CompiledNetworks(
        networks,
        new ModelManifest.CalibrationInfo(
            calibration.files().size(),
            calibration.crops(),
            CalibrationPhotos.SEED,
            calibration.sha256()));
  }

  /**
   * Compiles a float network and writes its graph, which lets ONNX Runtime choose the weight
   * layout.
   */
  private static void compileFloat(ModelProto model, Path ort, Path graph)
      throws IOException, InvalidModelException {
    compile(model, ort);
    try {
      InferenceSession.writeGraph(model, ort, graph);
    } catch (OrtException e) {
      throw InferenceSession.rejection(e);
    }
  }

  private static void compile(ModelProto model, Path ort) throws InvalidModelException {
    try {
      InferenceSession.compile(model, ort);
    } catch (OrtException e) {
      throw InferenceSession.rejection(e);
    }
  }

  private static Path graph(Path output, String name) {
    return output.resolve(name + "-fp32" + ModelBundle.GRAPH);
  }

  private static ModelManifest.CompiledNetwork network(Path file, SelfTestAnswer answer) {
    return new ModelManifest.CompiledNetwork(file.getFileName().toString(), answer);
  }

  private void report(Agreement agreement) {
    log.accept("int8 gives the same first label as fp32 for " + agreement + " images");
    if (agreement.isPoor()) {
      log.accept(
          "warning: int8 and fp32 differ too often; for the original predictions, build with"
              + " -Dmodel.precision=fp32");
    }
  }

  /**
   * Rejects an int8 network that disagrees with a confident fp32 network on the self-test photo.
   *
   * @param drop difference between the probabilities of fp32 and int8 for fp32's class
   */
  private void check(SelfTestAnswer exact, SelfTestAnswer coded, double drop)
      throws InvalidModelException {
    if (exact.index() != coded.index()) {
      String difference =
          "int8 predicts class %d for the self-test photo, fp32 class %d (probability %.2f)"
              .formatted(coded.index(), exact.index(), exact.probability());
      if (exact.probability() >= MIN_CERTAIN_PROBABILITY && drop > MAX_DROP) {
        throw new InvalidModelException(
            "the int8 network is not usable: %s; build with -Dmodel.precision=fp32"
                .formatted(difference));
      }
      log.accept("warning: " + difference);
    }
  }
}
