package io.github.snaplabel.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelContractTest {
  @TempDir Path folder;

  @Test
  void acceptsAnOpenBatch() throws Exception {
    Path file =
        SeededNetwork.resnet18().in(SeededNetwork.Style.CONSTANTS).write(folder.resolve("n.onnx"));

    assertThat(ModelContract.read(file).getInput(0).getName()).isEqualTo("picture");
  }

  @Test
  void acceptsConstantsThatAreListedAsInputs() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("stem/w"));

    assertThat(ModelContract.read(write(model)).getInputCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 160, 168, 196, 224, 256, 448})
  void takesTheInputSizeFromTheGraph(int size) throws Exception {
    Path file = write(withInput(size, size));

    assertThat(ModelContract.inputSize(ModelContract.read(file))).isEqualTo(size);
  }

  @Test
  void anOpenInputSizeIsTheUsualOne() throws Exception {
    ModelProto.Builder model = withInput(1, 1);
    var shape = tensor(model.getGraphBuilder().getInputBuilder(0)).getShapeBuilder();
    shape.getDimBuilder(2).clearValue();
    shape.getDimBuilder(3).setDimParam("width");

    assertThat(ModelContract.inputSize(ModelContract.read(write(model)))).isEqualTo(224);
  }

  @ParameterizedTest
  @CsvSource({"299, 299", "64, 64", "480, 480", "224, 256", "0, 0"})
  void anInputSizeThatIsNotMadeIsNamedWithTheCure(int height, int width) throws Exception {
    GraphProto graph = ModelContract.read(write(withInput(height, width)));

    assertThatThrownBy(() -> ModelContract.inputSize(graph))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("pictures of %dx%d are not made".formatted(height, width))
        .hasMessageContaining("-Dmodel.inputSize= (a multiple of 32 from 96 to 448,");
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
  void refusesANumberOfClassesThatItsLastNodeDoesNotMake() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    tensor(model.getGraphBuilder().getOutputBuilder(0))
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(10);

    assertThatThrownBy(() -> GraphNormalizer.normalize(ModelContract.read(write(model))))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("output scores: expected FLOAT[1|N,1000], found FLOAT[1,10]");
  }

  @Test
  void refusesASingleClass() {
    assertThatThrownBy(
            () -> GraphNormalizer.normalize(SeededNetwork.resnet18().classes(1).model().getGraph()))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected at least 2 classes, found 1");
  }

  @Test
  void refusesAnotherType() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    tensor(model.getGraphBuilder().getInputBuilder(0))
        .setElemType(TensorProto.DataType.FLOAT16.getNumber());

    refuses(model, "found FLOAT16[1,3,224,224]");
  }

  @Test
  void refusesASecondInput() throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("mask"));

    refuses(model, "expected one input, found 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 29})
  void refusesAnOpsetThatItDoesNotKnow(long opset) throws Exception {
    ModelProto.Builder model = SeededNetwork.resnet18().model().toBuilder();
    model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(opset));

    refuses(model, "expected ONNX opset 9 to 28, found " + opset);
  }

  @Test
  void refusesWhatIsNoOnnxFile() throws Exception {
    Path file = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><p>Not found</p>");

    assertThatThrownBy(() -> ModelContract.read(file))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining(
            "expected an ONNX file or a checkpoint, found an HTML page of 31 bytes");
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    Path file = Files.write(folder.resolve("empty.onnx"), new byte[0]);

    assertThatThrownBy(() -> ModelContract.read(file))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("found a file of 0 bytes");
  }

  private void refuses(ModelProto.Builder model, String message) throws IOException {
    Path file = write(model);
    assertThatThrownBy(() -> ModelContract.read(file))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining(message);
  }

  private Path write(ModelProto.Builder model) throws IOException {
    return Files.write(folder.resolve("changed.onnx"), model.build().toByteArray());
  }

  private static TypeProto.Tensor.Builder tensor(ValueInfoProto.Builder value) {
    return value.getTypeBuilder().getTensorTypeBuilder();
  }
}
