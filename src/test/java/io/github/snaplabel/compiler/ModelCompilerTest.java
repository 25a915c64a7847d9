package io.github.snaplabel.compiler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.graph.GraphNormalizer;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.quantize.Calibration;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import io.github.snaplabel.compiler.quantize.QuantizedNetwork;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelFile;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCompilerTest {
  private static final PhotoReader PHOTOS = new PhotoReader(TestBundle.natives());

  private final List<String> log = new ArrayList<>();

  @TempDir Path folder;
  private Path model;
  private Path output;

  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  /** Creates a model folder like the project's, with one small photo for calibration. */
  @BeforeEach
  void makeModelFolder() throws IOException {
    model = Files.createDirectories(folder.resolve("model"));
    output = folder.resolve("bundle");
    Path photo = Path.of("model", ModelBundle.SELF_TEST);
    Files.copy(Path.of("model", ModelBundle.LABELS), model.resolve(ModelBundle.LABELS));
    Files.copy(Path.of("model", ModelBundle.HIERARCHY), model.resolve(ModelBundle.HIERARCHY));
    Files.copy(Path.of("model", ModelBundle.CHINESE), model.resolve(ModelBundle.CHINESE));
    Files.copy(photo, model.resolve(ModelBundle.SELF_TEST));
    Files.createDirectory(model.resolve("calibration"));
    Files.copy(photo, model.resolve("calibration/photo.jpg"));
  }

  @Test
  void writesBothNetworksAndTheOtherFilesOfTheBundle() throws Exception {
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    ModelManifest manifest = ModelBundle.read(output).manifest();
    assertThat(manifest.name()).isEqualTo("resnet18");
    assertThat(manifest.sourceSha256()).isEqualTo(Sha256.of(folder.resolve("n.onnx")));
    assertThat(manifest.version()).isEqualTo(manifest.sourceSha256().substring(0, 12));
    assertThat(manifest.input()).isEqualTo(ModelInput.of(224));
    assertThat(manifest.classes()).isEqualTo(1000);
    assertThat(manifest.labels()).isEqualTo("imagenet");
    assertThat(manifest.activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(manifest.precision()).isEqualTo(Precision.INT8);
    assertThat(manifest.notice()).isNull();
    assertThat(requireNonNull(manifest.calibration()).photos()).isEqualTo(1);
    assertThat(manifest.networks()).containsOnlyKeys(Precision.INT8, Precision.FP32);
    assertThat(output).isDirectoryContaining("glob:**resnet18-int8.ort");
    assertThat(output).isDirectoryContaining("glob:**resnet18-fp32.ort");
    assertThat(output.resolve(ModelBundle.LABELS))
        .hasSameBinaryContentAs(model.resolve(ModelBundle.LABELS));
    assertThat(output.resolve(ModelBundle.HIERARCHY))
        .hasSameBinaryContentAs(model.resolve(ModelBundle.HIERARCHY));
    assertThat(output.resolve(ModelBundle.CHINESE))
        .hasSameBinaryContentAs(model.resolve(ModelBundle.CHINESE));
    assertThat(output.resolve(ModelBundle.SELF_TEST))
        .hasSameBinaryContentAs(model.resolve(ModelBundle.SELF_TEST));
  }

  @Test
  void theNoticeOfTheModelIsInTheManifest() throws Exception {
    Path onnx = SeededNetwork.resnet18().write(folder.resolve("n.onnx"));
    ModelFile source = new ModelFile(onnx, Sha256.of(onnx), "do not deploy");

    compile(source, 168, Precision.FP32);

    assertThat(ModelBundle.read(output).manifest().notice()).isEqualTo("do not deploy");
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheLogitsOfInt8CloseToThoseOfFp32(SeededNetwork.Style style) throws Exception {
    compile(SeededNetwork.resnet18().in(style), 224, Precision.INT8);

    assertThat(signalToNoise(224)).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {196, 168, 96, 256})
  void compilesForOtherInputSizes(int size) throws Exception {
    compile(SeededNetwork.resnet18(), size, Precision.INT8);

    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(size);
    assertThat(signalToNoise(size)).isGreaterThan(10);
  }

  @Test
  void compilesResnet34() throws Exception {
    compile(SeededNetwork.resnet34(), 224, Precision.FP32);

    assertThat(ModelBundle.read(output).manifest().name()).isEqualTo("resnet34");
    assertThat(ModelBundle.read(output).precision()).isEqualTo(Precision.FP32);
  }

  @Test
  void recordsThePredictionOfEachNetwork() throws Exception {
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    float[] photo = PHOTOS.read(output.resolve(ModelBundle.SELF_TEST), ModelInput.of(224));
    for (ModelManifest.CompiledNetwork network :
        ModelBundle.read(output).manifest().networks().values()) {
      try (InferenceSession session = InferenceSession.open(output.resolve(network.file()), 224)) {
        assertThat(Agreement.answer(session.logits(photo), Activation.SOFTMAX))
            .isEqualTo(network.selfTest());
      }
    }
  }

  @Test
  void keepsABundleForOtherTests() throws Exception {
    assertThat(ModelBundle.read(TestBundle.directory()).manifest().name()).isEqualTo("resnet18");
  }

  @Test
  void keepsABundleThatIsUpToDate() throws Exception {
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);
    byte[] before = Files.readAllBytes(output.resolve(ModelBundle.MANIFEST));
    log.clear();

    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    assertThat(log).containsExactly("model is up to date: " + output);
    assertThat(output.resolve(ModelBundle.MANIFEST)).hasBinaryContent(before);
  }

  @Test
  void compilesAgainWhenSomethingChanged() throws Exception {
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);
    compile(SeededNetwork.resnet18(), 224, Precision.FP32);
    compile(SeededNetwork.resnet18().seed(2), 224, Precision.FP32);
    Path labels = model.resolve(ModelBundle.LABELS);
    Files.writeString(labels, Files.readString(labels).replace("tench", "doctor fish"));
    compile(SeededNetwork.resnet18().seed(2), 224, Precision.FP32);
    Files.copy(
        model.resolve("calibration/photo.jpg"), model.resolve("calibration/photo-again.jpg"));
    compile(SeededNetwork.resnet18().seed(2), 224, Precision.FP32);

    assertThat(log).filteredOn(line -> line.startsWith("compiled")).hasSize(5);
  }

  @Test
  void compilesAgainWhenAFileOfTheBundleIsMissing() throws Exception {
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);
    Files.delete(output.resolve("resnet18-int8.ort"));

    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    assertThat(output.resolve("resnet18-int8.ort")).exists();
  }

  /**
   * The bytes of an {@code .ort} file differ between builds, as the order in which ONNX Runtime
   * writes tensors varies.
   */
  @Test
  void returnsTheSameLogitsInEachBuild() throws Exception {
    float[] photo = PHOTOS.read(model.resolve(ModelBundle.SELF_TEST), ModelInput.of(224));
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);
    float[] first = logits("resnet18-int8.ort", photo, 224);
    output = folder.resolve("again");

    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    assertThat(logits("resnet18-int8.ort", photo, 224)).containsExactly(first);
  }

  @Test
  void theGraphOfTheFloatNetworkTakesItsWeightsFromTheCompiledFile() throws Exception {
    float[] photo = PHOTOS.read(model.resolve(ModelBundle.SELF_TEST), ModelInput.of(224));

    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    float[] logits = logits("resnet18-fp32.graph.onnx", photo, 224);
    assertThat(logits).containsExactly(logits("resnet18-fp32.ort", photo, 224), within(1e-4f));
    assertThat(Files.size(output.resolve("resnet18-fp32.graph.onnx"))).isLessThan(20_000);
    Files.delete(output.resolve("resnet18-fp32.ort"));
    assertThatThrownBy(() -> logits("resnet18-fp32.graph.onnx", photo, 224))
        .hasMessageContaining("resnet18-fp32.ort");
  }

  @Test
  void removesTheFilesOfAnOlderBundle() throws Exception {
    compile(SeededNetwork.resnet34(), 224, Precision.INT8);
    compile(SeededNetwork.resnet18(), 224, Precision.INT8);

    assertThat(output).isDirectoryNotContaining("glob:**resnet34*");
  }

  @Test
  void keepsNeighborsOfEveryConvolutionWithin128() throws Exception {
    Network network = GraphNormalizer.normalize(SeededNetwork.resnet18().model().getGraph());
    List<float[]> pictures =
        CalibrationPhotos.in(model.resolve("calibration")).tensors(ModelInput.of(224), PHOTOS);
    Calibration calibration =
        Calibration.measure(network, 224, pictures, QuantizedNetwork.measured(network));

    ModelProto quantized = QuantizedNetwork.write(network, calibration, 224);

    List<TensorProto> kernels =
        quantized.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().endsWith("/int8"))
            .toList();
    assertThat(kernels).hasSize(21).allSatisfy(ModelCompilerTest::isPairBounded);
  }

  private static void isPairBounded(TensorProto kernel) {
    int outputs = (int) kernel.getDims(0);
    int inputs = (int) kernel.getDims(1);
    byte[] values = kernel.getRawData().toByteArray();
    int area = values.length / outputs / inputs;
    for (int output = 0; output < outputs; output++) {
      int before = 0;
      for (int k = 0; k < inputs * area; k++) {
        int place = (output * inputs + k % inputs) * area + k / inputs;
        int value = Math.abs(values[place]);
        assertThat(before + value).isLessThanOrEqualTo(128);
        before = value;
      }
    }
  }

  @Test
  void refusesWeightsThatAreNotNumbers() throws Exception {
    ModelProto.Builder broken = SeededNetwork.resnet18().model().toBuilder();
    TensorProto.Builder tensor = broken.getGraphBuilder().getInitializerBuilder(0);
    int count = tensor.getRawData().size() / Float.BYTES;
    tensor.clearRawData().addAllFloatData(Collections.nCopies(count, Float.NaN));
    Path onnx = Files.write(folder.resolve("n.onnx"), broken.build().toByteArray());

    assertThatThrownBy(() -> compile(onnx, 224, Precision.INT8))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected finite numbers");
    assertThat(output.resolve(Fingerprint.FILE)).doesNotExist();
  }

  @Test
  void refusesShapesThatDoNotFitTogether() throws Exception {
    ModelProto.Builder broken = SeededNetwork.resnet18().model().toBuilder();
    broken.getGraphBuilder().getInitializerBuilder(0).setDims(0, 4).setDims(1, 6);
    Path onnx = Files.write(folder.resolve("n.onnx"), broken.build().toByteArray());

    assertThatThrownBy(() -> compile(onnx, 224, Precision.INT8))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("ONNX Runtime rejects the model");
  }

  private void compile(SeededNetwork network, int size, Precision precision) throws Exception {
    compile(network.write(folder.resolve("n.onnx")), size, precision);
  }

  private void compile(Path onnx, int size, Precision precision) throws Exception {
    compile(new ModelFile(onnx, Sha256.of(onnx), null), size, precision);
  }

  private void compile(ModelFile source, int size, Precision precision) throws Exception {
    new ModelCompiler(PHOTOS, log::add).compile(new Recipe(source, model, size, precision), output);
  }

  /** Returns the signal-to-noise ratio of the int8 logits of a photo, compared with fp32. */
  private double signalToNoise(int size) throws Exception {
    float[] photo = PHOTOS.read(output.resolve(ModelBundle.SELF_TEST), ModelInput.of(size));
    float[] exact = logits("resnet18-fp32.ort", photo, size);
    float[] coded = logits("resnet18-int8.ort", photo, size);
    double[] noise = new double[exact.length];
    double[] signal = new double[exact.length];
    for (int i = 0; i < exact.length; i++) {
      noise[i] = Math.pow(coded[i] - exact[i], 2);
      signal[i] = Math.pow(exact[i], 2);
    }
    return Math.sqrt(Arrays.stream(signal).sum() / Arrays.stream(noise).sum());
  }

  private float[] logits(String file, float[] photo, int size) throws Exception {
    try (InferenceSession session = InferenceSession.open(output.resolve(file), size)) {
      return session.logits(photo);
    }
  }
}
