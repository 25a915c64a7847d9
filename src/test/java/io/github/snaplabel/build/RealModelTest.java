package io.github.snaplabel.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.ModelManifest;
import io.github.snaplabel.vision.ModelManifest.Answer;
import io.github.snaplabel.vision.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that say nothing unless the weights are those of a trained network. */
class RealModelTest {
  private static final int ALP = 970;

  private final Path bundle = Path.of(System.getProperty("snaplabel.bundle", "model/compiled"));

  @BeforeEach
  void needsARealModel() {
    assumeTrue(
        Files.exists(bundle.resolve(ModelBundle.MANIFEST)),
        "no real model was compiled: " + bundle.resolve(OutputFolder.MISSING) + " says why");
    TestBundle.natives().useForOnnxRuntime();
  }

  @Test
  void seesTheAlpInThePhotoOfTheSelfTest() throws Exception {
    Map<Precision, ModelManifest.Network> networks = ModelBundle.read(bundle).manifest().networks();

    assertThat(networks).hasSize(2);
    assertThat(networks.values())
        .allSatisfy(network -> {
          assertThat(network.selfTest().index()).isEqualTo(ALP);
          assertThat(network.selfTest().probability()).isGreaterThan(0.3);
        });
  }

  /** Three of the seven photos show nothing that ImageNet has a class for: fp32 is not sure. */
  @Test
  void seesTheSameInInt8AsInFp32WhereThatIsSure() throws Exception {
    List<Answer> exact = answers(Precision.FP32);
    List<Answer> coded = answers(Precision.INT8);

    int sure = 0;
    for (int i = 0; i < exact.size(); i++) {
      if (exact.get(i).probability() >= 0.5) {
        sure++;
        assertThat(coded.get(i).index()).isEqualTo(exact.get(i).index());
      }
    }
    assertThat(sure).isGreaterThanOrEqualTo(3);
  }

  /** What a network says of each calibration photo. */
  private List<Answer> answers(Precision precision) throws Exception {
    ModelManifest manifest = ModelBundle.read(bundle).manifest();
    PhotoReader photos = new PhotoReader(TestBundle.natives());
    String file = Objects.requireNonNull(manifest.networks().get(precision)).file();
    List<Answer> answers = new ArrayList<>();
    try (InferenceSession session =
        InferenceSession.open(bundle.resolve(file), manifest.inputSize())) {
      for (Path photo : CalibrationPhotos.in(Path.of("model/calibration")).files()) {
        float[] picture = photos.read(photo, manifest.inputSize());
        answers.add(Agreement.answer(session.logits(picture)));
      }
    }
    return answers;
  }
}
