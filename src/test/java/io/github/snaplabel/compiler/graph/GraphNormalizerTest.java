package io.github.snaplabel.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.SeededNetwork;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphNormalizerTest {
  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheLogitsOfEachStyleOfGraph(SeededNetwork.Style style) throws Exception {
    ModelProto original = SeededNetwork.resnet18().in(style).model();
    Network network = GraphNormalizer.normalize(original.getGraph());
    float[] picture = picture();

    try (InferenceSession before = InferenceSession.open(original, 224);
        InferenceSession after = InferenceSession.open(FloatNetwork.write(network, 224), 224)) {
      float[] expected = before.logits(picture);
      float[] logits = after.logits(picture);
      for (int i = 0; i < expected.length; i++) {
        assertThat(logits[i]).isCloseTo(expected[i], within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void returnsTheNormalForm(SeededNetwork.Style style) throws Exception {
    Network network =
        GraphNormalizer.normalize(SeededNetwork.resnet18().in(style).model().getGraph());

    assertThat(network.nodes())
        .extracting(NodeProto::getOpType)
        .containsOnly("Conv", "Relu", "Add", "MaxPool", "GlobalAveragePool", "Flatten", "Gemm");
    assertThat(network.weights()).hasSize(2 * 21);
    assertThat(network.architecture()).contains("resnet18");
  }

  @Test
  void recognizesResnet34ByItsConvolutions() throws Exception {
    assertThat(
            GraphNormalizer.normalize(SeededNetwork.resnet34().model().getGraph()).architecture())
        .contains("resnet34");
  }

  @Test
  void namesTheUnsupportedNode() {
    GraphProto graph =
        withReplaced(node -> node.getName().equals("stem/relu"), node -> node.setOpType("Sigmoid"));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("node stem/relu (Sigmoid)");
  }

  @Test
  void namesANodeOfAnotherDomain() {
    GraphProto graph =
        withReplaced(
            node -> node.getName().equals("stem/relu"), node -> node.setDomain("com.example"));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("node stem/relu (Relu)");
  }

  @Test
  void refusesBatchNormalizationWithoutItsConv() {
    GraphProto graph =
        withReplaced(
            node -> node.getName().equals("pool"),
            node ->
                node.setOpType("BatchNormalization")
                    .clearAttribute()
                    .addAllInput(List.of("stem/b", "stem/b", "stem/b", "stem/b")));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("node pool (BatchNormalization)");
  }

  @Test
  void refusesBatchNormalizationOfAnotherNumberOfChannels() {
    GraphProto graph =
        withReplaced(
            SeededNetwork.resnet18().in(SeededNetwork.Style.BATCH_NORM),
            node -> node.getName().equals("stem/norm"),
            node -> node.setInput(4, "fc/b"));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "node stem/norm (BatchNormalization): expected 8 values as input 4, found 1000");
  }

  @Test
  void refusesProbabilitiesInsteadOfLogits() {
    GraphProto.Builder graph = SeededNetwork.resnet18().model().getGraph().toBuilder();
    graph.addNode(OnnxNodes.node("Softmax", List.of("scores"), "probabilities"));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph.build()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("node probabilities (Softmax)");
  }

  @Test
  void refusesAGraphThatDoesNotEndInAGemm() {
    GraphProto.Builder graph = SeededNetwork.resnet18().model().getGraph().toBuilder();
    graph.setOutput(0, graph.getOutput(0).toBuilder().setName("features"));

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph.build()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("Gemm to the logits, found node features (Flatten)");
  }

  @Test
  void refusesWeightsThatAreNotInTheFile() {
    GraphProto.Builder graph = SeededNetwork.resnet18().model().getGraph().toBuilder();
    graph.removeInitializer(0);

    assertThatThrownBy(() -> GraphNormalizer.normalize(graph.build()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("node stem (Conv): expected a constant as input 1, found none");
  }

  private static GraphProto withReplaced(
      Predicate<NodeProto> which, UnaryOperator<NodeProto.Builder> change) {
    return withReplaced(SeededNetwork.resnet18(), which, change);
  }

  private static GraphProto withReplaced(
      SeededNetwork network, Predicate<NodeProto> which, UnaryOperator<NodeProto.Builder> change) {
    GraphProto.Builder graph = network.model().getGraph().toBuilder();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (which.test(graph.getNode(i))) {
        graph.setNode(i, change.apply(graph.getNode(i).toBuilder()));
      }
    }
    return graph.build();
  }

  /** Noise, {@code [3,224,224]}. */
  static float[] picture() {
    Random random = new Random(3);
    float[] values = new float[3 * 224 * 224];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
