package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests classifiers with operators that the compiler does not support, or with a final activation.
 */
class OtherArchitecturesTest {
  private static final PhotoReader PHOTOS = new PhotoReader(TestBundle.natives());

  private final List<String> log = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  @Test
  void anyClassifierRunsInFp32AsExported() throws Exception {
    Path file = write("my net (1).onnx", withSigmoidLinearUnits());

    ModelManifest manifest = compile(file, Precision.FP32, Activation.SOFTMAX);

    assertThat(manifest.name()).isEqualTo("my-net-1-");
    assertThat(manifest.networks()).containsOnlyKeys(Precision.FP32);
    assertThat(manifest.calibration()).isNull();
    assertThat(manifest.classes()).isEqualTo(1000);
    float[] photo = PHOTOS.read(Path.of("model", ModelBundle.SELF_TEST), ModelInput.of(224));
    Path compiled = folder.resolve("bundle/my-net-1--fp32.ort");
    Path graph = folder.resolve("bundle/my-net-1--fp32.graph.onnx");
    try (InferenceSession original = InferenceSession.open(file, 224);
        InferenceSession ort = InferenceSession.open(compiled, 224);
        InferenceSession onnx = InferenceSession.open(graph, 224)) {
      assertThat(ort.logits(photo)).containsExactly(original.logits(photo), within(1e-4f));
      assertThat(onnx.logits(photo)).containsExactly(original.logits(photo), within(1e-4f));
    }
    assertThat(log).anyMatch(line -> line.startsWith("for fp32 only: node stem/gate (Sigmoid)"));
  }

  @Test
  void int8NamesTheUnsupportedNodeAndTheAlternative() throws Exception {
    Path file = write("net.onnx", withSigmoidLinearUnits());

    assertThatThrownBy(() -> compile(file, Precision.INT8, Activation.SOFTMAX))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("node stem/gate (Sigmoid) is not supported")
        .hasMessageEndingWith("with -Dmodel.precision=fp32 other classifiers work, too");
  }

  @Test
  void aFinalSoftmaxIsRemovedAndReported() throws Exception {
    ModelManifest plain =
        compile(write("a.onnx", model().build()), Precision.INT8, Activation.SOFTMAX);
    ModelManifest ended =
        compile(write("b.onnx", endingIn("Softmax")), Precision.INT8, Activation.SOFTMAX);

    assertThat(ended.networks()).isEqualTo(plain.networks());
    assertThat(log).contains("node end (Softmax) is removed: SnapLabel applies it to the logits");
  }

  @Test
  void aFinalSigmoidNeedsItsActivation() throws Exception {
    Path file = write("net.onnx", endingIn("Sigmoid"));

    assertThatThrownBy(() -> compile(file, Precision.INT8, Activation.SOFTMAX))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "node end (Sigmoid) is the model's last node: build with -Dmodel.activation=sigmoid,"
                + " or export the logits");
    assertThat(compile(file, Precision.INT8, Activation.SIGMOID).networks()).hasSize(2);
  }

  @Test
  void anotherSizeThanTheGraphsIsRefusedWithAdvice() throws Exception {
    Path file = write("net.onnx", withSigmoidLinearUnits());
    Recipe recipe = recipe(file, Precision.FP32, ModelTraits.IMAGENET.withInputSize(256));

    assertThatThrownBy(() -> new ModelCompiler(PHOTOS, log::add).compile(recipe, folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("is 224x224: export it at 256, or with dynamic height and width");
  }

  private ModelManifest compile(Path file, Precision precision, Activation activation)
      throws Exception {
    ModelTraits usual = ModelTraits.IMAGENET;
    ModelTraits traits =
        new ModelTraits(
            usual.labels(),
            usual.hierarchy(),
            usual.inputSize(),
            usual.resize(),
            usual.mean(),
            usual.std(),
            usual.name(),
            activation);
    Path bundle = folder.resolve("bundle");
    new ModelCompiler(PHOTOS, log::add).compile(recipe(file, precision, traits), bundle);
    return ModelBundle.read(bundle).manifest();
  }

  private static Recipe recipe(Path file, Precision precision, ModelTraits traits)
      throws Exception {
    ModelFile source = new ModelFile(file, ModelReader.sha256(file), null);
    return new Recipe(source, Path.of("model"), null, precision, traits);
  }

  private Path write(String name, ModelProto model) throws Exception {
    return Files.write(folder.resolve(name), model.toByteArray());
  }

  private static ModelProto.Builder model() {
    return SeededNetwork.resnet18().model().toBuilder();
  }

  /** The first Relu becomes a SiLU, as in EfficientNet: x times its sigmoid. */
  private static ModelProto withSigmoidLinearUnits() {
    ModelProto.Builder model = model();
    GraphProto.Builder graph = model.getGraphBuilder();
    int index = 0;
    while (!graph.getNode(index).getName().equals("stem/relu")) {
      index++;
    }
    graph.setNode(index, OnnxNodes.node("Mul", List.of("stem", "stem/gate"), "stem/relu"));
    graph.addNode(index, OnnxNodes.node("Sigmoid", List.of("stem"), "stem/gate"));
    return model.build();
  }

  private static ModelProto endingIn(String operator) {
    ModelProto.Builder model = model();
    GraphProto.Builder graph = model.getGraphBuilder();
    graph.addNode(OnnxNodes.node(operator, List.of("scores"), "end"));
    graph.getOutputBuilder(0).setName("end");
    return model.build();
  }
}
