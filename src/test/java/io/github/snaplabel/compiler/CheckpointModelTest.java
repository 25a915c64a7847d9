package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads checkpoints written by PyTorch in {@code make_checkpoints.py}, and compares logits with
 * PyTorch's.
 */
public class CheckpointModelTest {
  static final Path FOLDER = Path.of("src/test/resources/checkpoints");

  @TempDir Path folder;

  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  static Stream<Map.Entry<String, JsonNode>> recorded() throws IOException {
    return new ObjectMapper()
        .readTree(FOLDER.resolve("answers.json").toFile()).properties().stream();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void returnsTheSameLogitsAsPyTorch(Map.Entry<String, JsonNode> recorded) throws Exception {
    GraphProto graph = ModelReader.read(FOLDER.resolve(recorded.getKey())).getGraph();

    float[] logits = logits(graph);

    assertThat(logits).hasSize(recorded.getValue().size());
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isCloseTo((float) recorded.getValue().get(i).asDouble(), within(1e-4f));
    }
  }

  @Test
  void everyCheckpointHasAnswers() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(Stream.of("answers.json"), recorded().map(Map.Entry::getKey)).toList());
    }
  }

  @Test
  void theFormatIsRecognizedByContent() throws Exception {
    Path renamed = folder.resolve("resnet.onnx");
    Files.copy(FOLDER.resolve("basic.pth"), renamed);

    assertThat(ModelReader.read(renamed))
        .isEqualTo(ModelReader.read(FOLDER.resolve("basic.safetensors")));
  }

  public static ModelProto model(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static float[] logits(GraphProto graph) throws Exception {
    try (InferenceSession session = InferenceSession.open(model(graph), 224)) {
      return session.logits(picture());
    }
  }

  /** The same as {@code picture()} of {@code make_checkpoints.py}. */
  private static float[] picture() {
    float[] values = new float[3 * 224 * 224];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7919L % 509 / 128f - 2;
    }
    return values;
  }
}
