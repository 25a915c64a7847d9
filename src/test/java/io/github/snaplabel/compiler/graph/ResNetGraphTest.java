package io.github.snaplabel.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.SafetensorsFile;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResNetGraphTest {
  private static final String CURE = "; other networks can be exported to ONNX (torch.onnx.export)";

  private final SafetensorsFile weights = SafetensorsFile.resnet(List.of(2, 2, 2, 2), false);

  @TempDir Path folder;

  @Test
  void buildsEachPublishedResNet() throws Exception {
    assertThat(network(List.of(2, 2, 2, 2), false)).isEqualTo("resnet18");
    assertThat(network(List.of(3, 4, 6, 3), false)).isEqualTo("resnet34");
    assertThat(network(List.of(3, 4, 6, 3), true)).isEqualTo("resnet50");
    assertThat(network(List.of(3, 4, 23, 3), true)).isEqualTo("resnet101");
    assertThat(network(List.of(3, 8, 36, 3), true)).isEqualTo("resnet152");
  }

  @Test
  void tensorsMayHaveACommonPrefix() throws Exception {
    for (String prefix : List.of("module.", "model.", "backbone.", "module.model.backbone.")) {
      assertThat(SafetensorsFile.resnet(List.of(1, 1, 1, 1), true).under(prefix).graph(folder))
          .isEqualTo(SafetensorsFile.resnet(List.of(1, 1, 1, 1), true).graph(folder));
    }
  }

  @Test
  void theLastLayerMayLackThePrefix() throws Exception {
    weights.under("backbone.").rename("backbone.fc.weight", "fc.weight");
    weights.rename("backbone.fc.bias", "fc.bias").add("criterion.weight", 7);

    assertThat(weights.graph(folder).getOutput(0).getType().getTensorType().getShape().getDim(1))
        .matches(classes -> classes.getDimValue() == 1000);
  }

  @Test
  void theLastLayerMayHaveNoBiasAndBeInASequential() throws Exception {
    weights.rename("fc.weight", "fc.3.weight").remove("fc.bias");

    assertThat(weights.graph(folder).getNodeList())
        .extracting(NodeProto::getOpType)
        .endsWith("GlobalAveragePool", "Flatten", "Gemm");
  }

  @Test
  void reportsNameAndShapeOfATensorThatDoesNotFit() {
    refuses(
        weights.change("layer3.0.conv2.weight", 16, 16, 5, 5),
        "layer3.0.conv2.weight is [16,16,5,5]; a ResNet has 3x3 there");
    refuses(
        weights.change("layer2.1.conv1.weight", 8, 16, 3, 3),
        "layer2.1.conv1.weight is [8,16,3,3]; a ResNet has 8 input channels there");
    refuses(
        weights.change("conv1.weight", 4, 1, 7, 7),
        "conv1.weight is [4,1,7,7]; a ResNet has 3 input channels there");
    refuses(
        weights.change("conv1.weight", 4, 3, 3, 3),
        "conv1.weight is [4,3,3,3]; a ResNet has 7x7 there");
    refuses(
        weights.change("layer4.1.bn2.running_var", 8),
        "layer4.1.bn2.running_var is [8]; a ResNet has [32] there");
    refuses(
        weights.change("layer2.0.downsample.0.weight", 4, 4, 1, 1),
        "layer2.0.downsample.1.weight is [8]; a ResNet has [4] there");
    refuses(
        weights.change("fc.weight", 1000, 64),
        "fc.weight is [1000,64]; a ResNet has 32 features there");
    refuses(
        weights.change("fc.weight", 1, 32),
        "fc.weight is [1,32]; a classifier has two classes or more");
    refuses(weights.change("fc.bias", 999), "fc.bias is [999]; a ResNet has [1000] there");
  }

  @Test
  void reportsMissingTensors() {
    refuses(
        weights.without("layer3.0.downsample.0.weight"), "layer3.0.downsample.0.weight is missing");
    refuses(weights.without("bn1.running_mean"), "bn1.running_mean is missing");
    refuses(weights.without("layer4.0.conv1.weight"), "layer4.0.conv1.weight is missing");
    refuses(weights.without("fc.weight"), "fc.weight is missing: the network has no classes");
  }

  @Test
  void unusedTensorsAreRefused() {
    refuses(
        weights.with("layer1.0.se.fc1.weight", 2, 4, 1, 1),
        "layer1.0.se.fc1.weight is [2,4,1,1]; a ResNet has no such tensor" + CURE);
    refuses(weights.with("conv1.bias", 4), "conv1.bias is [4]; a ResNet has no such tensor" + CURE);
  }

  @Test
  void severalLastLayersAreRefusedAsTheirActivationIsUnknown() {
    SafetensorsFile head =
        weights.without("fc.bias").rename("fc.weight", "fc.0.weight").add("fc.2.weight", 7, 1000);

    refuses(
        head,
        "fc.0 and fc.2 have weights, and a state dict does not tell what is between them" + CURE);
    refuses(
        weights.with("fc.2.weight", 10, 1000),
        "fc.2 and fc have weights, and a state dict does not tell what is between them" + CURE);
  }

  @Test
  void otherNetworksAreRefusedWithAdvice() {
    refuses(
        new SafetensorsFile().add("features.0.0.weight", 32, 3, 3, 3).add("classifier.1.bias", 9),
        "the checkpoint has the 2 tensors classifier.1.bias, features.0.0.weight; expected those of"
            + " a ResNet: conv1.weight, ..., layer1.0.conv1.weight, ..."
            + CURE);
    refuses(
        new SafetensorsFile()
            .add("resnet.embedder.embedder.convolution.weight", 64, 3, 7, 7)
            .add("classifier.1.weight", 1000, 512),
        "the checkpoint has the names of Hugging Face's ResNet (classifier.1.weight, ...), not"
            + " TorchVision's"
            + CURE);
    refuses(
        weights.without("conv1.weight").add("conv1.0.weight", 4, 3, 3, 3),
        "the checkpoint has a stem of several convolutions (conv1.0.weight); a ResNet of"
            + " TorchVision has one, conv1.weight"
            + CURE);
  }

  @Test
  void twoNetworksInOneFileAreRefused() {
    SafetensorsFile two = SafetensorsFile.resnet(List.of(1, 1, 1, 1), false).under("student.");
    SafetensorsFile.resnet(List.of(1, 1, 1, 1), false).under("teacher.").addAllTo(two);

    refuses(
        two,
        "the checkpoint has 2 ResNets, found student.conv1.weight, teacher.conv1.weight; keep the"
            + " tensors of one");
  }

  @Test
  void integerWeightsAreRefused() {
    refuses(
        weights.typed("layer1.0.conv1.weight", "I8"),
        "layer1.0.conv1.weight is of type int8; weights are float16, bfloat16, float32 or float64");
  }

  private String network(List<Integer> blocks, boolean bottleneck) throws Exception {
    GraphProto graph = SafetensorsFile.resnet(blocks, bottleneck).graph(folder);
    return GraphNormalizer.normalize(graph).architecture().orElseThrow();
  }

  private void refuses(SafetensorsFile file, String sentence) {
    assertThatThrownBy(() -> file.graph(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(folder.resolve("model.safetensors") + ": " + sentence);
  }
}
