package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.ModelManifest;
import io.github.snaplabel.vision.ModelManifest.Answer;
import io.github.snaplabel.vision.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compiles an ONNX file into a bundle: the network in float32 and in int8 as {@code .ort} files,
 * {@code model.json}, the labels and the photo of the self-test.
 */
final class ModelCompiler {
  /** Below this the float network is not sure itself, and int8 may well see another class. */
  private static final double SURE = 0.5;

  private final PhotoReader photos;
  private final Consumer<String> log;

  /**
   * @param photos reads the photo of the self-test
   * @param log takes a few lines on what is done
   */
  ModelCompiler(PhotoReader photos, Consumer<String> log) {
    this.photos = photos;
    this.log = log;
  }

  /**
   * Compiles a model, unless the folder holds just that already.
   *
   * @param output is made if need be; an older bundle in it goes
   * @throws InvalidModel if the model cannot be compiled, or not without changing its answers
   */
  void compile(Recipe recipe, Path output) throws IOException, OrtException, InvalidModel {
    String fingerprint = Fingerprint.of(recipe);
    if (Fingerprint.matches(output, fingerprint)) {
      log.accept("model is up to date: " + output);
      return;
    }
    long start = System.nanoTime();
    Files.createDirectories(output);
    OutputFolder.clear(output);
    log.accept("model: " + recipe.source().file());
    Network network = GraphNormalizer.normalize(ModelContract.read(recipe.source().file()));
    CalibrationPhotos calibration = CalibrationPhotos.in(recipe.calibration());
    ModelManifest manifest = write(network, recipe, calibration, output);
    copy(recipe.labels(), output.resolve(ModelBundle.LABELS));
    copy(recipe.selfTest(), output.resolve(ModelBundle.SELF_TEST));
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(output.resolve(ModelBundle.MANIFEST).toFile(), manifest);
    // Last of all: a build that is broken off leaves nothing that looks whole.
    Fingerprint.write(output, fingerprint);
    log.accept("compiled in %.1f s".formatted((System.nanoTime() - start) / 1e9));
  }

  private ModelManifest write(
      Network network, Recipe recipe, CalibrationPhotos calibration, Path output)
      throws IOException, OrtException, InvalidModel {
    int size = recipe.inputSize();
    List<float[]> pictures = calibration.tensors(size);
    log.accept(
        "calibration: %d photos, %d parts each, seed %d"
            .formatted(
                calibration.files().size(), CalibrationPhotos.CROPS, CalibrationPhotos.SEED));
    Map<Precision, ModelManifest.Network> networks = new TreeMap<>();
    Path fp32 = output.resolve(network.name() + "-fp32.ort");
    Path int8 = output.resolve(network.name() + "-int8.ort");
    Map<String, Range> ranges;
    try {
      InferenceSession.compile(FloatNetwork.write(network, size), fp32);
      ranges = Calibration.measure(network, size, pictures, QuantizedNetwork.measured(network));
    } catch (OrtException e) {
      throw new InvalidModel("ONNX Runtime refuses the model: " + e.getMessage());
    }
    ModelProto quantized = QuantizedNetwork.write(network, ranges, size);
    InferenceSession.compile(quantized, int8);
    float[] photo = photos.read(recipe.selfTest(), size);
    try (InferenceSession exact = InferenceSession.open(fp32, size);
        InferenceSession coded = InferenceSession.open(int8, size)) {
      Answer exactAnswer = Agreement.answer(exact.logits(photo));
      Answer codedAnswer = Agreement.answer(coded.logits(photo));
      check(exactAnswer, codedAnswer, Agreement.between(exact, coded, pictures));
      networks.put(
          Precision.FP32, new ModelManifest.Network(fp32.getFileName().toString(), exactAnswer));
      networks.put(
          Precision.INT8, new ModelManifest.Network(int8.getFileName().toString(), codedAnswer));
    }
    log.accept(
        "%s: fp32 %.1f MB, int8 %.1f MB"
            .formatted(network.name(), Files.size(fp32) / 1e6, Files.size(int8) / 1e6));
    return new ModelManifest(
        network.name(),
        recipe.source().sha256(),
        size,
        recipe.precision(),
        new ModelManifest.Calibration(
            calibration.files().size(),
            CalibrationPhotos.CROPS,
            CalibrationPhotos.SEED,
            calibration.sha256()),
        networks,
        recipe.source().notice());
  }

  private void check(Answer exact, Answer coded, Agreement agreement) throws InvalidModel {
    log.accept("int8 sees the same as fp32 in " + agreement + " pictures");
    if (exact.index() != coded.index()) {
      String difference =
          "int8 sees class %d in the photo of the self-test, fp32 class %d (probability %.2f)"
              .formatted(coded.index(), exact.index(), exact.probability());
      if (exact.probability() >= SURE) {
        throw new InvalidModel("the int8 network is not usable: " + difference);
      }
      log.accept("warning: " + difference);
    }
    if (agreement.isPoor()) {
      log.accept("warning: int8 and fp32 differ on most pictures");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
