package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.vision.Activation;
import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.ModelInput;
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
 * Compiles the file of a model into a bundle: the network in float32 and in int8 as {@code .ort}
 * files, {@code model.json}, the labels and the photo of the self-test.
 */
final class ModelCompiler {
  /** Below this the float network is not sure itself, and int8 may well see another class. */
  private static final double SURE = 0.5;

  /** With few classes, or several that are right, less than this says little of another order. */
  private static final double DROP = 0.1;

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
    GraphProto graph = ModelReader.read(recipe.source().file());
    Network network = GraphNormalizer.normalize(graph);
    ModelTraits traits = recipe.traits();
    int size = traits.inputSize() == null ? ModelContract.inputSize(graph) : traits.inputSize();
    ModelInput input = traits.input(size);
    ModelLabels labels =
        ModelLabels.read(traits.labels(), recipe.imageNetLabels(), network.classes());
    report(labels);
    ModelManifest manifest = write(network, recipe, input, labels, output);
    Files.write(output.resolve(ModelBundle.LABELS), labels.lines());
    copy(recipe.selfTest(), output.resolve(ModelBundle.SELF_TEST));
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(output.resolve(ModelBundle.MANIFEST).toFile(), manifest);
    // Last of all: a build that is broken off leaves nothing that looks whole.
    Fingerprint.write(output, fingerprint);
    log.accept("compiled in %.1f s".formatted((System.nanoTime() - start) / 1e9));
  }

  /** ImageNet's own duplicates are known. */
  private void report(ModelLabels labels) {
    if (!labels.areImageNets()) {
      log.accept("labels: %d, from %s".formatted(labels.classes().size(), labels.source()));
      labels.duplicates().forEach(sentence -> log.accept("warning: " + sentence));
    }
  }

  private void report(Agreement agreement) {
    log.accept("int8 sees the same as fp32 in " + agreement + " pictures");
    if (agreement.isPoor()) {
      log.accept("warning: int8 and fp32 differ on most pictures");
    }
  }

  private ModelManifest write(
      Network network, Recipe recipe, ModelInput input, ModelLabels labels, Path output)
      throws IOException, OrtException, InvalidModel {
    int size = input.size();
    String name = recipe.traits().name() == null ? network.name() : recipe.traits().name();
    Activation activation = recipe.traits().activation();
    CalibrationPhotos calibration = recipe.calibration();
    List<float[]> pictures = calibration.tensors(input, photos);
    log.accept(
        "calibration: %d photos, %d parts each, seed %d"
            .formatted(calibration.files().size(), calibration.crops(), CalibrationPhotos.SEED));
    Map<Precision, ModelManifest.Network> networks = new TreeMap<>();
    Path fp32 = output.resolve(name + "-fp32.ort");
    Path int8 = output.resolve(name + "-int8.ort");
    Map<String, Range> ranges;
    try {
      InferenceSession.compile(FloatNetwork.write(network, size), fp32);
      ranges = Calibration.measure(network, size, pictures, QuantizedNetwork.measured(network));
    } catch (OrtException e) {
      throw new InvalidModel("ONNX Runtime refuses the model: " + e.getMessage());
    }
    ModelProto quantized = QuantizedNetwork.write(network, ranges, size);
    InferenceSession.compile(quantized, int8);
    float[] photo = photos.read(recipe.selfTest(), input);
    try (InferenceSession exact = InferenceSession.open(fp32, size);
        InferenceSession coded = InferenceSession.open(int8, size)) {
      Answer exactAnswer = Agreement.answer(exact.logits(photo), activation);
      float[] codedLogits = coded.logits(photo);
      Answer codedAnswer = Agreement.answer(codedLogits, activation);
      report(Agreement.between(exact, coded, pictures));
      double drop =
          exactAnswer.probability()
              - Agreement.probability(codedLogits, exactAnswer.index(), activation);
      check(exactAnswer, codedAnswer, drop);
      networks.put(
          Precision.FP32, new ModelManifest.Network(fp32.getFileName().toString(), exactAnswer));
      networks.put(
          Precision.INT8, new ModelManifest.Network(int8.getFileName().toString(), codedAnswer));
    }
    log.accept(
        "%s: fp32 %.1f MB, int8 %.1f MB"
            .formatted(name, Files.size(fp32) / 1e6, Files.size(int8) / 1e6));
    return new ModelManifest(
        name,
        recipe.version(labels, input),
        recipe.source().sha256(),
        input,
        network.classes(),
        labels.source(),
        activation,
        recipe.precision(),
        new ModelManifest.Calibration(
            calibration.files().size(),
            calibration.crops(),
            CalibrationPhotos.SEED,
            calibration.sha256()),
        networks,
        recipe.source().notice());
  }

  /**
   * Refuses an int8 network that misses what the float network is sure of.
   *
   * @param drop by how much int8 finds the float network's class less probable
   */
  private void check(Answer exact, Answer coded, double drop) throws InvalidModel {
    if (exact.index() != coded.index()) {
      String difference =
          "int8 sees class %d in the photo of the self-test, fp32 class %d (probability %.2f)"
              .formatted(coded.index(), exact.index(), exact.probability());
      if (exact.probability() >= SURE && drop > DROP) {
        throw new InvalidModel("the int8 network is not usable: " + difference);
      }
      log.accept("warning: " + difference);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
