package io.github.snaplabel.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.snaplabel.compiler.SeededNetwork;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelContractTest {
  @TempDir Path folder;

  @Test
  void acceptsADynamicBatch() throws Exception {
    Path file =
        SeededNetwork.resnet18().in(SeededNetwork.Style.CONSTANTS).write(folder.resolve("n.onnx"));

    assertThat(ModelReader.read(file).getGraph().getInput(0).getName()).isEqualTo("picture");
  }

  @Test
  void acceptsConstantsThatAreListedAsInputs() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("stem/w"));

    assertThat(ModelReader.read(write(model)).getGraph().getInputCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 160, 168, 196, 224, 256, 448})
  void takesTheInputSizeFromTheGraph(int size) throws Exception {
    Path file = write(withInput(size, size));

    assertThat(ModelContract.inputSize(ModelReader.read(file).getGraph())).isEqualTo(size);
  }

  @Test
  void aDynamicInputSizeBecomesTheDefault() throws Exception {
    ModelProto.Builder model = withInput(1, 1);
    var shape = tensor(model.getGraphBuilder().getInputBuilder(0)).getShapeBuilder();
    shape.getDimBuilder(2).clearValue();
    shape.getDimBuilder(3).setDimParam("width");

    assertThat(ModelContract.inputSize(ModelReader.read(write(model)).getGraph())).isEqualTo(224);
  }

  @ParameterizedTest
  @CsvSource({"299, 299", "64, 64", "480, 480", "224, 256", "0, 0"})
  void anUnsupportedInputSizeIsReportedWithAdvice(int height, int width) throws Exception {
    GraphProto graph = ModelReader.read(write(withInput(height, width))).getGraph();

    assertThatThrownBy(() -> ModelContract.inputSize(graph))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "is %dx%d; expected a multiple of 32 from 96 to 448".formatted(height, width))
        .hasMessageContaining("export it at 224");
  }

  private static ModelProto.Builder withInput(int height, int width) {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    var shape = tensor(model.getGraphBuilder().getInputBuilder(0)).getShapeBuilder();
    shape.getDimBuilder(2).setDimValue(height);
    shape.getDimBuilder(3).setDimValue(width);
    return model;
  }

  @Test
  void refusesAFixedBatchOfMany() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    tensor(model.getGraphBuilder().getInputBuilder(0))
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(8);

    refuses(model, "expected FLOAT[1|N,3,H,W], found FLOAT[8,3,224,224]");
  }

  @Test
  void refusesANumberOfClassesThatDiffersFromTheLastNode() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    tensor(model.getGraphBuilder().getOutputBuilder(0))
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(10);

    assertThatThrownBy(() -> GraphNormalizer.normalize(ModelReader.read(write(model)).getGraph()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("output scores: expected FLOAT[1|N,1000], found FLOAT[1,10]");
  }

  @Test
  void refusesASingleClass() {
    assertThatThrownBy(
            () -> GraphNormalizer.normalize(SeededNetwork.resnet18().classes(1).model().getGraph()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected at least 2 classes, found 1");
  }

  @Test
  void refusesAnInputOfIntegersAndSaysWhatToExport() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    tensor(model.getGraphBuilder().getInputBuilder(0))
        .setElemType(TensorProto.DataType.UINT8.getNumber());

    refuses(model, "found UINT8[1,3,224,224]: export the model with a float32 input");
  }

  @Test
  void refusesChannelsLastAndSaysWhatToExport() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    TensorShapeProto.Builder shape =
        tensor(model.getGraphBuilder().getInputBuilder(0)).getShapeBuilder();
    shape.getDimBuilder(1).setDimValue(224);
    shape.getDimBuilder(3).setDimValue(3);

    refuses(model, "found FLOAT[1,224,224,3]: export the model with the channels first (NCHW)");
  }

  @Test
  void refusesANormalizationInsideTheModel() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    graph.getNodeBuilder(0).setInput(0, "normalized");
    graph.addNode(0, OnnxNodes.node("Sub", List.of("picture", "stem/b"), "normalized"));

    refuses(model, "node normalized (Sub) normalizes the image, which SnapLabel does itself");
  }

  @Test
  void refusesASecondOutput() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName("features"));

    refuses(model, "expected one output, found 2: export the logits alone");
  }

  @Test
  void refusesASecondInput() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("mask"));

    refuses(model, "expected one input, the image, found 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 29})
  void anUnknownOpsetIsRefused(long opset) {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(opset));

    assertThatThrownBy(() -> GraphNormalizer.normalize(model.build(), 224))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected ONNX opset 9 to 28, found " + opset);
  }

  @Test
  void refusesAFileThatIsNotOnnx() throws Exception {
    Path file = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><p>Not found</p>");

    assertThatThrownBy(() -> ModelReader.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "expected an ONNX file or a checkpoint, found an HTML page of 31 bytes");
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    Path file = Files.write(folder.resolve("empty.onnx"), new byte[0]);

    assertThatThrownBy(() -> ModelReader.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("found a file of 0 bytes");
  }

  private void refuses(ModelProto.Builder model, String message) throws IOException {
    Path file = write(model);
    assertThatThrownBy(() -> ModelReader.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(message);
  }

  private Path write(ModelProto.Builder model) throws IOException {
    return Files.write(folder.resolve("changed.onnx"), model.build().toByteArray());
  }

  private static TypeProto.Tensor.Builder tensor(ValueInfoProto.Builder value) {
    return value.getTypeBuilder().getTensorTypeBuilder();
  }
}
