package io.github.snaplabel.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.snaplabel.compiler.SeededNetwork;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Graphs of current exporters, which have nodes besides those of the network. */
class GraphFoldingTest {
  private static final ModelProto MODEL = SeededNetwork.resnet18().model();

  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  @Test
  void foldsTheShapesOfADynamicBatch() throws Exception {
    GraphProto.Builder graph = withoutNode("features");
    graph
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .clearDimValue()
        .setDimParam("batch");
    integers(graph, "zero", List.of(), 0);
    integers(graph, "first", List.of(1L), 0);
    integers(graph, "rest", List.of(1L), -1);
    insert(
        graph,
        "scores",
        OnnxNodes.node("Shape", List.of("mean"), "shape").build(),
        OnnxNodes.node("Gather", List.of("shape", "zero"), "batch").build(),
        OnnxNodes.node("Unsqueeze", List.of("batch", "first"), "batches").build(),
        OnnxNodes.node("Concat", List.of("batches", "rest"), "target")
            .addAttribute(OnnxNodes.attribute("axis", 0))
            .build(),
        OnnxNodes.node("Reshape", List.of("mean", "target"), "features").build());

    assertNormalizesToTheSameLogits(graph);
  }

  @Test
  void mergesMatMulAndAddIntoGemm() throws Exception {
    GraphProto.Builder graph = withoutNode("scores");
    TensorProto matrix = initializer(graph, "fc/w");
    FloatTensor transposed = FloatTensor.read(matrix).transposed();
    TensorProto.Builder exchanged = matrix.toBuilder().setName("fc/t").clearDims().clearRawData();
    exchanged.addAllDims(transposed.shape()).addAllFloatData(floats(transposed.values()));
    graph.addInitializer(exchanged);
    graph.addNode(OnnxNodes.node("MatMul", List.of("features", "fc/t"), "product"));
    graph.addNode(OnnxNodes.node("Add", List.of("product", "fc/b"), "scores"));

    assertNormalizesToTheSameLogits(graph);
  }

  private static void assertNormalizesToTheSameLogits(GraphProto.Builder graph) throws Exception {
    ModelProto written = MODEL.toBuilder().setGraph(graph).build();
    Network network = GraphNormalizer.normalize(GraphFolding.fold(written, 224).getGraph());
    float[] picture = GraphNormalizerTest.picture();
    try (InferenceSession before = InferenceSession.open(MODEL, 224);
        InferenceSession after = InferenceSession.open(FloatNetwork.write(network, 224), 224)) {
      assertThat(after.logits(picture)).containsExactly(before.logits(picture), within(1e-3f));
    }
  }

  private static List<Float> floats(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static GraphProto.Builder withoutNode(String name) {
    GraphProto.Builder graph = MODEL.getGraph().toBuilder();
    graph.removeNode(indexOf(graph, name));
    return graph;
  }

  private static void insert(GraphProto.Builder graph, String before, NodeProto... nodes) {
    int index = indexOf(graph, before);
    for (NodeProto node : nodes) {
      graph.addNode(index++, node);
    }
  }

  private static int indexOf(GraphProto.Builder graph, String name) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (graph.getNode(i).getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no node named " + name);
  }

  private static TensorProto initializer(GraphProto.Builder graph, String name) {
    return graph.getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void integers(
      GraphProto.Builder graph, String name, List<Long> shape, long value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addAllDims(shape)
            .addInt64Data(value));
  }
}
