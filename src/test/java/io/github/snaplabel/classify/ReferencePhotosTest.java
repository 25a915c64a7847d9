package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares predictions for real photos with those of the reference pipeline (Pillow, TorchVision's
 * transform, ONNX Runtime in Python, fp32). Skipped without the photos next to the checkout.
 */
class ReferencePhotosTest {
  private static final Path PHOTOS = Path.of("../shared/photos");
  private static final String EXPECTED_SOURCE =
      "5f730abdd83c3104728381e4e586ee166b4cb58a152c8e0f11d29d26bac43c60";
  private static final int FULL_SIZE = 0;

  /**
   * One line of {@code expected-top5.tsv}.
   *
   * @param top5 indices of classes
   */
  private record Expected(Path photo, List<Integer> top5) {
    static Expected parse(String line) {
      String[] fields = line.split("\t", -1);
      return new Expected(
          PHOTOS.resolve(fields[0]),
          Arrays.stream(fields[1].split(",", -1)).map(Integer::valueOf).toList());
    }
  }

  /** The number of photos with the same best class, and with the same five classes in order. */
  private record Agreement(int top1, int top5) {}

  private ModelBundle bundle;

  @BeforeEach
  void needsThePhotosAndTheirModel() throws IOException {
    bundle = RealModel.bundle();
    assumeTrue(Files.isDirectory(PHOTOS), "needs the reference photos next to the checkout");
    assumeTrue(
        bundle.manifest().sourceSha256().equals(EXPECTED_SOURCE)
            && bundle.manifest().input().equals(ModelInput.of(224))
            && bundle.manifest().activation() == Activation.SOFTMAX,
        "needs the model that the reference predictions were made with");
  }

  @Test
  void fp32WithoutScaledDecodingAgreesWithTheReference() throws Exception {
    Agreement agreement = agreement(Precision.FP32, NetworkLoading.FAST, FULL_SIZE);

    assertThat(agreement.top1()).isEqualTo(37);
    assertThat(agreement.top5()).isGreaterThanOrEqualTo(35);
  }

  @Test
  void fp32OptimizedForThisProcessorAgreesWithTheReference() throws Exception {
    Agreement agreement = agreement(Precision.FP32, NetworkLoading.OPTIMIZED, FULL_SIZE);

    assertThat(agreement.top1()).isEqualTo(37);
    assertThat(agreement.top5()).isGreaterThanOrEqualTo(35);
  }

  @Test
  void scaledDecodingHardlyChangesPredictions() throws Exception {
    assertThat(
            agreement(
                    Precision.FP32,
                    NetworkLoading.FAST,
                    new Preprocessor(ModelInput.of(224)).shorterSide())
                .top1())
        .isGreaterThanOrEqualTo(36);
  }

  @Test
  void int8AgreesWithFp32OnAlmostAllPhotos() throws Exception {
    assertThat(
            agreement(
                    Precision.INT8,
                    NetworkLoading.FAST,
                    new Preprocessor(ModelInput.of(224)).shorterSide())
                .top1())
        .isGreaterThanOrEqualTo(34);
  }

  private Agreement agreement(Precision precision, NetworkLoading loading, int shorterSide)
      throws Exception {
    NativeLibraries natives = RealModel.natives();
    natives.useForOnnxRuntime();
    ImageDecoder decoder = new ImageDecoder(natives, ImageLimits.DEFAULT);
    Preprocessor preprocessor = new Preprocessor(ModelInput.of(224));
    Hierarchy labels = bundle.hierarchy();
    int top1 = 0;
    int top5 = 0;
    try (Classifier classifier = Classifier.open(bundle.in(precision), loading, 2)) {
      FloatBuffer input = classifier.newInput();
      List<String> lines = Files.readAllLines(PHOTOS.resolve("expected-top5.tsv"));
      assertThat(lines).hasSize(37);
      for (Expected expected : lines.stream().map(Expected::parse).toList()) {
        try (RgbImage image = decoder.decode(Files.readAllBytes(expected.photo()), shorterSide)) {
          preprocessor.preprocess(image, input);
        }
        List<Integer> found =
            LogitsTest.top(
                    classifier.classify(input), LabelOptions.DEFAULT, labels, Activation.SOFTMAX)
                .stream()
                .map(Prediction::index)
                .toList();
        top1 += found.getFirst().equals(expected.top5().getFirst()) ? 1 : 0;
        top5 += found.equals(expected.top5()) ? 1 : 0;
      }
    }
    System.out.printf(
        "%s, %s, %s: top-1 %d, top-5 in order %d of 37%n",
        precision, loading, shorterSide == FULL_SIZE ? "full decode" : "scaled decode", top1, top5);
    return new Agreement(top1, top5);
  }
}
