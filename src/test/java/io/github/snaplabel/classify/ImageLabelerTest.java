package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.PreferredDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLabelerTest {
  private static final Path PHOTO = Path.of("model", ModelBundle.SELF_TEST);

  @TempDir Path bundle;

  @BeforeEach
  void copyTheBundle() throws IOException {
    try (Stream<Path> files = Files.list(TestBundle.directory())) {
      for (Path file : files.toList()) {
        Files.copy(file, bundle.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aFloatNetworkIsOptimizedFromItsGraph() throws Exception {
    List<Prediction> fast = predictions(Precision.FP32, NetworkLoading.FAST);
    List<Prediction> optimized = predictions(Precision.FP32, NetworkLoading.OPTIMIZED);

    assertThat(optimized.getFirst().index()).isEqualTo(fast.getFirst().index());
    Files.writeString(graph(), "damaged");
    assertThat(predictions(Precision.FP32, NetworkLoading.FAST)).isEqualTo(fast);
    assertThatIOException()
        .isThrownBy(() -> open(Precision.FP32, NetworkLoading.OPTIMIZED))
        .withMessage("ONNX Runtime rejects the network in " + bundle);
  }

  @Test
  void anInt8NetworkIsTheSameHoweverItIsLoaded() throws Exception {
    assertThat(predictions(Precision.INT8, NetworkLoading.OPTIMIZED))
        .isEqualTo(predictions(Precision.INT8, NetworkLoading.FAST));
  }

  @Test
  void theSelfTestCanBeRepeated() throws Exception {
    try (ImageLabeler labeler = open(Precision.FP32, NetworkLoading.OPTIMIZED)) {
      labeler.selfTest();
      Files.writeString(bundle.resolve(ModelBundle.SELF_TEST), "damaged");

      assertThatIOException()
          .isThrownBy(labeler::selfTest)
          .withMessageStartingWith("The self-test photo");
    }
  }

  private Path graph() throws IOException {
    ModelBundle read = ModelBundle.read(bundle).in(Precision.FP32);
    return bundle.resolve(read.network().graph());
  }

  private List<Prediction> predictions(Precision precision, NetworkLoading loading)
      throws Exception {
    try (ImageLabeler labeler = open(precision, loading)) {
      return labeler.label(PHOTO, LabelOptions.DEFAULT).predictions();
    }
  }

  private ImageLabeler open(Precision precision, NetworkLoading loading) throws IOException {
    return open(ModelBundle.read(bundle).in(precision), loading);
  }

  private static ImageLabeler open(ModelBundle model, NetworkLoading loading) throws IOException {
    return ImageLabeler.open(
        TestBundle.natives(),
        model,
        new LabelerOptions(
            ImageLimits.DEFAULT, 2, PreferredDecoder.NATIVE, HeicDecoding.ON, loading));
  }
}
