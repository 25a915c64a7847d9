package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.compiler.graph.FloatNetwork;
import io.github.snaplabel.compiler.graph.GraphNormalizer;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.graph.OpaqueNetwork;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares logits of networks in files written by PyTorch during the test with PyTorch's logits.
 */
class TorchvisionIT {
  private static final List<String> FORMS = List.of(".pth", "-stream.pth", ".safetensors", ".onnx");
  private static final int SIZE = 224;

  @TempDir Path folder;
  private Map<String, float[]> photos = Map.of();

  @BeforeEach
  void writeNetworksAndPhotos() throws Exception {
    Needs.torch();
    TestBundle.natives().useForOnnxRuntime();
    photos = writePhotos();
    writeNetworks();
  }

  @Test
  void eachNetworkReturnsTheSameLogitsAsPyTorchForRealPhotos() throws Exception {
    for (String name : List.of("resnet18", "resnet34", "resnet50")) {
      for (String form : FORMS) {
        Network network = GraphNormalizer.normalize(read(name + form), SIZE);
        assertThat(network.architecture()).contains(name);
        check(name, form, FloatNetwork.write(network, SIZE));
      }
    }
    for (String name : List.of("mobilenet_v2", "vit")) {
      ModelProto model = read(name + ".onnx");
      assertThatThrownBy(() -> GraphNormalizer.normalize(model, SIZE))
          .isInstanceOf(InvalidModelException.class);
      OpaqueNetwork network = OpaqueNetwork.of(model, SIZE);
      assertThat(network.classes()).isEqualTo(12);
      check(name, ".onnx", network.model());
    }
  }

  private ModelProto read(String file) throws IOException, InvalidModelException {
    return ModelReader.read(folder.resolve(file));
  }

  /** Compiles a network as for the function, and compares its logits. */
  private void check(String name, String form, ModelProto model) throws Exception {
    JsonNode expected = new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    Path ort = folder.resolve("compiled.ort");
    InferenceSession.compile(model, ort);
    try (InferenceSession session = InferenceSession.open(ort, SIZE)) {
      for (Map.Entry<String, float[]> photo : photos.entrySet()) {
        check(
            name + form + " on " + photo.getKey(),
            session.logits(photo.getValue()),
            expected.get(photo.getKey()));
      }
    }
  }

  private static void check(String what, float[] logits, JsonNode expected) {
    assertThat(logits).as(what).hasSize(expected.size());
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i])
          .as("%s, class %d", what, i)
          .isCloseTo((float) expected.get(i).asDouble(), within(1e-3f));
    }
  }

  /** Returns the calibration photos, preprocessed as in the function. */
  private Map<String, float[]> writePhotos() throws IOException {
    PhotoReader reader = new PhotoReader(TestBundle.natives());
    Map<String, float[]> photos = new LinkedHashMap<>();
    for (Path photo : CalibrationPhotos.in(Path.of("model/calibration")).files()) {
      float[] tensor = reader.read(photo, ModelInput.of(SIZE));
      ByteBuffer bytes =
          ByteBuffer.allocate(tensor.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(tensor);
      String name = photo.getFileName() + ".f32";
      Files.write(folder.resolve(name), bytes.array());
      photos.put(name, tensor);
    }
    assertThat(photos).hasSizeGreaterThan(1);
    return photos;
  }

  private void writeNetworks() throws IOException, InterruptedException {
    Path log = folder.resolve("torch.log");
    Process torch =
        new ProcessBuilder(
                Needs.TORCH.toString(), "src/test/python/torch_checkpoints.py", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(torch.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(torch.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      torch.destroyForcibly();
    }
  }
}
