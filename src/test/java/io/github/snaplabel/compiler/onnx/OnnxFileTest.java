package io.github.snaplabel.compiler.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.github.snaplabel.compiler.SeededNetwork;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
  private static final ModelProto MODEL = SeededNetwork.resnet18().model();

  @TempDir Path folder;

  @Test
  void readsWeightsThatAreStoredInAnotherFile() throws Exception {
    Path onnx = writeWithExternalWeights("model.onnx.data");

    assertThat(Files.size(onnx)).isLessThan(50_000);
    assertThat(OnnxFile.read(onnx)).isEqualTo(MODEL);
  }

  @Test
  void theHashCoversTheWeightsInTheOtherFile() throws Exception {
    Path onnx = writeWithExternalWeights("model.onnx.data");
    Path data = folder.resolve("model.onnx.data");
    String before = OnnxFile.sha256(onnx);
    byte[] weights = Files.readAllBytes(data);
    weights[1000] ^= 1;
    Files.write(data, weights);

    assertThat(OnnxFile.sha256(onnx)).matches("[0-9a-f]{64}").isNotEqualTo(before);
  }

  @Test
  void theHashOfOneFileIsThatOfItsBytes() throws Exception {
    Path onnx = SeededNetwork.resnet18().write(folder.resolve("one.onnx"));

    assertThat(OnnxFile.sha256(onnx)).isEqualTo(Sha256.of(onnx));
  }

  @Test
  void namesTheFileWithTheWeightsIfItIsMissing() throws Exception {
    Path onnx = writeWithExternalWeights("model.onnx.data");
    Files.delete(folder.resolve("model.onnx.data"));

    assertThatThrownBy(() -> OnnxFile.read(onnx))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("its weights are in model.onnx.data, which is missing")
        .hasMessageContaining("external_data=False");
  }

  @Test
  void refusesWeightsOutsideTheModelsFolder() throws Exception {
    Path onnx = writeWithExternalWeights("model.onnx.data");
    ModelProto moved = withLocation(ModelProto.parseFrom(Files.readAllBytes(onnx)), "../secret");
    Files.write(onnx, moved.toByteArray());

    assertThatThrownBy(() -> OnnxFile.read(onnx))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("found the location \"../secret\"");
  }

  @Test
  void refusesWeightsThatEndTooEarly() throws Exception {
    Path onnx = writeWithExternalWeights("model.onnx.data");
    Path data = folder.resolve("model.onnx.data");
    byte[] weights = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(weights, weights.length - 4));

    assertThatThrownBy(() -> OnnxFile.read(onnx))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("of model.onnx.data, found a file of");
  }

  @Test
  void convertsFloat16ToFloat32() throws Exception {
    ModelProto read = OnnxFile.read(write(narrowed(DataType.FLOAT16)));

    TensorProto original = MODEL.getGraph().getInitializer(0);
    TensorProto widened = read.getGraph().getInitializer(0);
    assertThat(widened.getDataType()).isEqualTo(DataType.FLOAT.getNumber());
    FloatBuffer expected = floats(original);
    FloatBuffer found = floats(widened);
    while (expected.hasRemaining()) {
      assertThat(found.get()).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(expected.get())));
    }
    assertThat(read.getGraph().getInput(0).getType())
        .isEqualTo(MODEL.getGraph().getInput(0).getType());
  }

  @Test
  void convertsBfloat16ToFloat32() throws Exception {
    ModelProto read = OnnxFile.read(write(narrowed(DataType.BFLOAT16)));

    FloatBuffer expected = floats(MODEL.getGraph().getInitializer(0));
    FloatBuffer found = floats(read.getGraph().getInitializer(0));
    while (expected.hasRemaining()) {
      int bits = Float.floatToRawIntBits(expected.get()) & 0xffff0000;
      assertThat(found.get()).isEqualTo(Float.intBitsToFloat(bits));
    }
  }

  @Test
  void refusesWhatIsNotOnnx() throws Exception {
    Path text = Files.writeString(folder.resolve("readme.onnx"), "not a model");

    assertThatThrownBy(() -> OnnxFile.read(text))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected an ONNX file or a checkpoint, found a file of 11 bytes");
  }

  private Path write(ModelProto model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model.toByteArray());
  }

  private Path writeWithExternalWeights(String name) throws IOException {
    ByteArrayOutputStream weights = new ByteArrayOutputStream();
    GraphProto.Builder graph = MODEL.getGraph().toBuilder();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      byte[] bytes = tensor.getRawData().toByteArray();
      tensor
          .clearRawData()
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(entry("location", name))
          .addExternalData(entry("offset", String.valueOf(weights.size())))
          .addExternalData(entry("length", String.valueOf(bytes.length)));
      weights.write(bytes);
    }
    Files.write(folder.resolve(name), weights.toByteArray());
    return write(MODEL.toBuilder().setGraph(graph).build());
  }

  private static ModelProto withLocation(ModelProto model, String location) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    graph.getInitializerBuilder(0).setExternalData(0, entry("location", location));
    return model.toBuilder().setGraph(graph).build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static FloatBuffer floats(TensorProto tensor) {
    return tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  /** Returns the model with weights, input and output in half precision. */
  private static ModelProto narrowed(DataType type) {
    GraphProto.Builder graph = MODEL.getGraph().toBuilder();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      FloatBuffer values = floats(tensor.build());
      ByteBuffer halves =
          ByteBuffer.allocate(2 * values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
      while (values.hasRemaining()) {
        float value = values.get();
        halves.putShort(
            type == DataType.FLOAT16
                ? Float.floatToFloat16(value)
                : (short) (Float.floatToRawIntBits(value) >>> 16));
      }
      tensor.setRawData(ByteString.copyFrom(halves.flip())).setDataType(type.getNumber());
    }
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
    graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
    return MODEL.toBuilder().setGraph(graph).build();
  }
}
