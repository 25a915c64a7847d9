package io.github.snaplabel.compiler;

import static java.util.Locale.ROOT;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.graph.FinalActivation;
import io.github.snaplabel.compiler.graph.GraphNormalizer;
import io.github.snaplabel.compiler.graph.ModelContract;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.graph.OpaqueNetwork;
import io.github.snaplabel.compiler.graph.SourceNetwork;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.photo.WarmUpPhoto;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compiles a model to a bundle: networks as {@code .ort} files, {@code manifest.properties},
 * labels, the tree over them if there is one, the self-test photo and the warm-up photos.
 */
final class ModelCompiler {
  private final PhotoReader photos;
  private final NetworkCompiler networks;
  private final Consumer<String> log;

  /**
   * @param photos reads photos for the self-test, the warm-up and calibration
   * @param log receives progress messages
   */
  ModelCompiler(PhotoReader photos, Consumer<String> log) {
    this.photos = photos;
    this.networks = new NetworkCompiler(photos, log);
    this.log = log;
  }

  /**
   * Compiles a model, unless the bundle in the folder is up to date.
   *
   * @param output folder of the bundle; created if missing, an older bundle is deleted
   * @throws InvalidModelException if the model cannot be compiled, or int8 changes its predictions
   */
  void compile(Recipe recipe, Path output) throws IOException, OrtException, InvalidModelException {
    String fingerprint = Fingerprint.of(recipe);
    if (Fingerprint.matches(output, fingerprint)) {
      log.accept("model is up to date: " + output);
      return;
    }
    long start = System.nanoTime();
    Files.createDirectories(output);
    OutputFolder.clear(output);
    log.accept("model: " + recipe.source().file());
    ModelTraits traits = recipe.traits();
    ModelProto model = logits(ModelReader.read(recipe.source().file()), traits.activation());
    int size =
        traits.inputSize() == null ? ModelContract.inputSize(model.getGraph()) : traits.inputSize();
    ModelInput input = traits.input(size);
    SourceNetwork network = network(model, size, recipe.precision());
    ModelLabels labels =
        ModelLabels.read(traits.labels(), recipe.imageNetLabels(), network.classes());
    ModelHierarchy hierarchy =
        ModelHierarchy.read(traits.hierarchy(), recipe.imageNetHierarchy(), labels);
    report(labels);
    String name = name(recipe, network);
    CompiledNetworks compiled = networks.compile(network, recipe, input, name, output);
    ModelManifest manifest =
        new ModelManifest(
            name,
            recipe.version(labels, hierarchy, input),
            recipe.source().sha256(),
            input,
            network.classes(),
            labels.source(),
            traits.activation(),
            recipe.precision(),
            compiled.calibration(),
            compiled.networks(),
            recipe.source().notice(),
            recipe.source().trained());
    Files.write(output.resolve(ModelBundle.LABELS), labels.lines());
    if (hierarchy.exists()) {
      Files.write(output.resolve(ModelBundle.HIERARCHY), hierarchy.lines());
    }
    if (hierarchy.exists() && traits.hierarchy() == null) {
      Files.write(
          output.resolve(ModelBundle.CHINESE),
          ChineseNames.select(recipe.imageNetChinese(), hierarchy));
    }
    copy(recipe.selfTest(), output.resolve(ModelBundle.SELF_TEST));
    Files.write(
        output.resolve(ModelBundle.WARM_UP), WarmUpPhoto.baseline(recipe.selfTest(), photos));
    Files.write(
        output.resolve(ModelBundle.WARM_UP_PROGRESSIVE),
        WarmUpPhoto.progressive(recipe.selfTest(), photos));
    ManifestWriter.write(manifest, output.resolve(ModelBundle.MANIFEST));
    // Written last, so that an interrupted build does not leave a bundle that looks complete.
    Fingerprint.write(output, fingerprint);
    log.accept("compiled in %.1f s".formatted((System.nanoTime() - start) / 1e9));
  }

  /** Removes a final Softmax or Sigmoid, which the function applies itself. */
  private ModelProto logits(ModelProto model, Activation activation) throws InvalidModelException {
    GraphProto graph = model.getGraph();
    Optional<NodeProto> last = FinalActivation.of(graph);
    if (last.isEmpty()) {
      return model;
    }
    Activation found = FinalActivation.activation(last.get());
    if (found != activation) {
      throw new InvalidModelException(
          "%s is the model's last node: build with -Dmodel.activation=%s, or export the logits"
              .formatted(OnnxNodes.describe(last.get()), found.name().toLowerCase(ROOT)));
    }
    log.accept(OnnxNodes.describe(last.get()) + " is removed: SnapLabel applies it to the logits");
    return model.toBuilder().setGraph(FinalActivation.remove(graph, last.get())).build();
  }

  private SourceNetwork network(ModelProto model, int size, Precision precision)
      throws IOException, InvalidModelException {
    try {
      return GraphNormalizer.normalize(model, size);
    } catch (InvalidModelException e) {
      if (precision == Precision.INT8) {
        throw new InvalidModelException(
            e.getMessage() + "; with -Dmodel.precision=fp32 other classifiers work, too");
      }
      log.accept("for fp32 only: " + e.getMessage());
      return OpaqueNetwork.of(model, size);
    }
  }

  private static String name(Recipe recipe, SourceNetwork network) {
    String given = recipe.traits().name();
    return given == null
        ? network.architecture().orElseGet(() -> recipe.source().modelName())
        : given;
  }

  /** Logs the labels and duplicates among them; those of ImageNet are known. */
  private void report(ModelLabels labels) {
    if (!labels.areImageNet()) {
      log.accept("labels: %d, from %s".formatted(labels.classes().size(), labels.source()));
      labels.duplicates().forEach(sentence -> log.accept("warning: " + sentence));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
