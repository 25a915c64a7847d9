package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.ModelManifest.SelfTestAnswer;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that need the weights of a trained network. */
class RealModelTest {
  private static final int ALP = 970;

  /** Versions of the known weights: the stand-in's and the Model Zoo's. */
  private static final Set<String> KNOWN = Set.of("5f730abdd83c", "d9569854dc9a");

  private final Path bundle = Path.of(System.getProperty("snaplabel.bundle", "model/compiled"));

  @BeforeEach
  void needsAKnownModel() throws IOException {
    assumeTrue(
        Files.exists(bundle.resolve(ModelBundle.MANIFEST)),
        "no real model was compiled: " + bundle.resolve(OutputFolder.MISSING) + " says why");
    ModelManifest manifest = ModelBundle.read(bundle).manifest();
    assumeTrue(
        KNOWN.contains(manifest.version()) && manifest.inputSize() >= 168,
        "another model was built than these answers are of");
    TestBundle.natives().useForOnnxRuntime();
  }

  @Test
  void predictsAlpForTheSelfTestPhoto() throws Exception {
    Map<Precision, ModelManifest.CompiledNetwork> networks =
        ModelBundle.read(bundle).manifest().networks();

    assertThat(networks).hasSize(2);
    assertThat(networks.values())
        .allSatisfy(network -> {
          assertThat(network.selfTest().index()).isEqualTo(ALP);
          assertThat(network.selfTest().probability()).isGreaterThan(0.3);
        });
  }

  /** Three of the seven photos show nothing that ImageNet has a class for, so fp32 is uncertain. */
  @Test
  void int8PredictsTheSameClassAsAConfidentFp32() throws Exception {
    List<SelfTestAnswer> exact = answers(Precision.FP32);
    List<SelfTestAnswer> coded = answers(Precision.INT8);

    int sure = 0;
    for (int i = 0; i < exact.size(); i++) {
      if (exact.get(i).probability() >= 0.5) {
        sure++;
        assertThat(coded.get(i).index()).isEqualTo(exact.get(i).index());
      }
    }
    assertThat(sure).isGreaterThanOrEqualTo(3);
  }

  /** Returns a network's prediction for each calibration photo. */
  private List<SelfTestAnswer> answers(Precision precision) throws Exception {
    ModelManifest manifest = ModelBundle.read(bundle).manifest();
    PhotoReader photos = new PhotoReader(TestBundle.natives());
    String file = Objects.requireNonNull(manifest.networks().get(precision)).file();
    List<SelfTestAnswer> answers = new ArrayList<>();
    try (InferenceSession session =
        InferenceSession.open(bundle.resolve(file), manifest.inputSize())) {
      for (Path photo : CalibrationPhotos.in(Path.of("model/calibration")).files()) {
        float[] picture = photos.read(photo, manifest.input());
        answers.add(Agreement.answer(session.logits(picture), Activation.SOFTMAX));
      }
    }
    return answers;
  }
}
