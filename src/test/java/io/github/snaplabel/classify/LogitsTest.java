package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitsTest {
  @TempDir Path folder;

  @Test
  void probabilitiesAreTheSoftmaxOfTheScores() throws IOException {
    List<Prediction> predictions =
        top(
            new Logits(new float[] {1, 3, 2}),
            options(new TopK(3, 0)),
            labels(3),
            Activation.SOFTMAX);

    // exp(score) over exp(1) + exp(2) + exp(3) = 30.1929
    assertThat(predictions)
        .containsExactly(
            new Prediction(1, "name 1", "n1", 1, 0.665241),
            new Prediction(2, "name 2", "n2", 2, 0.244728),
            new Prediction(3, "name 0", "n0", 0, 0.090031));
  }

  @Test
  void scoresThatOverflowAnExponentialStillGiveProbabilities() throws IOException {
    List<Prediction> predictions =
        top(
            new Logits(new float[] {3000, 3000, -3000}),
            LabelOptions.DEFAULT,
            labels(3),
            Activation.SOFTMAX);

    assertThat(predictions).extracting(Prediction::probability).containsExactly(0.5, 0.5, 0.0);
  }

  @Test
  void eachClassHasAProbabilityOfItsOwnWithASigmoid() throws IOException {
    List<Prediction> predictions =
        top(
            new Logits(new float[] {2, -1, 0}),
            LabelOptions.DEFAULT,
            labels(3),
            Activation.SIGMOID);

    // 1 / (1 + exp(-score))
    assertThat(predictions)
        .containsExactly(
            new Prediction(1, "name 0", "n0", 0, 0.880797),
            new Prediction(2, "name 2", "n2", 2, 0.5),
            new Prediction(3, "name 1", "n1", 1, 0.268941));
  }

  @Test
  void noScoreIsTooLargeForASigmoid() throws IOException {
    List<Prediction> predictions =
        top(
            new Logits(new float[] {Float.MAX_VALUE, 3000, -3000, -Float.MAX_VALUE}),
            LabelOptions.DEFAULT,
            labels(4),
            Activation.SIGMOID);

    assertThat(predictions).extracting(Prediction::probability).containsExactly(1.0, 1.0, 0.0, 0.0);
    assertThat(predictions).extracting(Prediction::index).containsExactly(0, 1, 2, 3);
  }

  @Test
  void requestingMoreThanAllClassesReturnsAll() throws IOException {
    assertThat(
            top(
                new Logits(new float[] {1, 2}),
                LabelOptions.DEFAULT,
                labels(2),
                Activation.SOFTMAX))
        .hasSize(2);
  }

  @Test
  void equalScoresComeInTheOrderOfTheirIndices() throws IOException {
    List<Prediction> predictions =
        top(
            new Logits(new float[] {1, 2, 2, 1, 2}),
            options(new TopK(4, 0)),
            labels(5),
            Activation.SOFTMAX);

    assertThat(predictions).extracting(Prediction::index).containsExactly(1, 2, 4, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 64, 65, 100, 200})
  void zerosOfBothSignsAreEqualScores(int k) throws IOException {
    float[] scores = new float[100];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % 2 == 0 ? -0f : 0;
    }

    assertThat(top(new Logits(scores), options(new TopK(k, 0)), labels(100), Activation.SOFTMAX))
        .extracting(Prediction::index)
        .isEqualTo(IntStream.range(0, Math.min(k, 100)).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void onlySelectedClassesCount(int k) throws Exception {
    Hierarchy labels = labels(100);
    Selection selection = Selection.of(labels, List.of("name 7", "name 39", "name 8"), List.of());
    LabelOptions options =
        new LabelOptions(new TopK(k, 0), LabelOptions.DEFAULT.certainty(), selection);

    assertThat(top(new Logits(new float[100]), options, labels, Activation.SOFTMAX))
        .extracting(Prediction::index)
        .containsExactly(7, 8, 39);
  }

  @Test
  void topKIsTheHeadOfAFullSort() throws IOException {
    Random random = new Random(1);
    Hierarchy labels = labels(1000);
    for (int round = 0; round < 200; round++) {
      float[] scores = new float[1000];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(-50, 50);
      }
      int k = 1 + random.nextInt(1200);
      List<Integer> sorted =
          IntStream.range(0, 1000)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> 0.0 - scores[i]))
              .limit(k)
              .toList();

      assertThat(top(new Logits(scores), options(new TopK(k, 0)), labels, Activation.SOFTMAX))
          .extracting(Prediction::index)
          .isEqualTo(sorted);
    }
  }

  @Test
  void onlyPredictionsOfTheMinimumConfidenceAreReturned() throws IOException {
    Logits logits = new Logits(new float[] {1, 3, 2});

    assertThat(top(logits, options(new TopK(3, 0.2)), labels(3), Activation.SOFTMAX)).hasSize(2);
    assertThat(top(logits, options(new TopK(3, 0.9)), labels(3), Activation.SOFTMAX)).isEmpty();
  }

  @Test
  void probabilitiesOfAllClassesSumToOne() throws IOException {
    float[] scores = new float[1000];
    Random random = new Random(2);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) random.nextGaussian() * 4;
    }

    double sum =
        top(new Logits(scores), options(new TopK(1000, 0)), labels(1000), Activation.SOFTMAX)
            .stream()
            .mapToDouble(Prediction::probability)
            .sum();

    assertThat(sum).isEqualTo(1, within(1e-3));
  }

  @Test
  void scoresThatAreNotFiniteAreRejected() {
    assertThatThrownBy(() -> new Logits(new float[] {0, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logit 1 is NaN");
    assertThatThrownBy(() -> new Logits(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("logit 0 is Infinity");
  }

  @Test
  void aNetworkThatDoesNotMatchTheLabelsIsRejected() {
    assertThatThrownBy(() ->
            top(new Logits(new float[21]), LabelOptions.DEFAULT, labels(20), Activation.SOFTMAX))
        .hasMessage("The network has 21 classes, but the labels have 20");
  }

  @Test
  void scoresCannotBeChangedFromOutside() {
    float[] scores = {1, 2};
    Logits logits = new Logits(scores);

    Arrays.fill(scores, 9);
    Arrays.fill(logits.toArray(), 9);

    assertThat(logits.toArray()).containsExactly(1, 2);
  }

  private static LabelOptions options(TopK topK) {
    return LabelOptions.DEFAULT.with(topK);
  }

  private Hierarchy labels(int count) throws IOException {
    List<String> lines =
        IntStream.range(0, count).mapToObj(i -> i + "\tn" + i + "\tname " + i).toList();
    return Hierarchy.flat(Labels.read(Files.write(folder.resolve("labels.txt"), lines)));
  }

  /** Returns the most probable classes. */
  static List<Prediction> top(
      Logits logits, LabelOptions options, Hierarchy hierarchy, Activation activation) {
    return logits.top(logits.probabilities(hierarchy, activation), options, hierarchy);
  }
}
