package io.github.snaplabel.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.compiler.CheckpointModelTest;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.compiler.graph.GraphNormalizer;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrainedNetworkTest {
  @TempDir Path folder;

  @Test
  void theSameBytesAreWrittenOnEveryMachine() throws Exception {
    ModelFile source = UntrainedNetwork.write(folder, 1000);

    assertThat(source.sha256())
        .isEqualTo("9210f304ce0e6c7be1afbe68c13bcd0acd3943a49f14ababf726a9cc197fe922")
        .isEqualTo(Sha256.of(source.file()));
    assertThat(source.trained()).isFalse();
    assertThat(source.notice()).isEqualTo(ModelManifest.UNTRAINED);
  }

  @Test
  void itIsAResNet18WhoseAnswersAreFiniteAndDependOnThePicture() throws Exception {
    TestBundle.natives().useForOnnxRuntime();
    PhotoReader photos = new PhotoReader(TestBundle.natives());

    GraphProto graph = ModelReader.read(UntrainedNetwork.write(folder, 12).file()).getGraph();

    Network network = GraphNormalizer.normalize(graph);
    assertThat(network.architecture()).contains("resnet18");
    assertThat(network.classes()).isEqualTo(12);
    try (InferenceSession session = InferenceSession.open(CheckpointModelTest.model(graph), 224)) {
      float[] alp = session.logits(photos.read(Path.of("model/self-test.jpg"), ModelInput.of(224)));
      float[] cat =
          session.logits(
              photos.read(
                  Path.of("model/calibration/locomotion-house-cat.jpg"), ModelInput.of(224)));
      assertThat(alp).hasSize(12).isNotEqualTo(cat);
      for (float[] logits : new float[][] {alp, cat}) {
        for (float logit : logits) {
          assertThat(Math.abs(logit)).isBetween(0f, 20f);
        }
      }
    }
  }
}
