package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SureLabelTest {
  /** animal (dog (beagle, pug), cat), car. */
  private static final Hierarchy TREE =
      new Hierarchy(
          List.of(
              term("n00000001", "animal", Hierarchy.NO_PARENT),
              term("n00000002", "dog", 0),
              term("n00000003", "beagle", 1),
              term("n00000004", "pug", 1),
              term("n00000005", "cat", 0),
              term("n00000006", "car", Hierarchy.NO_PARENT)),
          2);

  private static Hierarchy.Term term(String wnid, String name, int parent) {
    return new Hierarchy.Term(wnid, name, parent, "");
  }

  /** Returns the label for the probabilities of beagle, pug, cat and car. */
  private static @Nullable SureLabel label(LabelOptions options, double... probabilities) {
    return SureLabel.of(probabilities, TREE, options, Activation.SOFTMAX);
  }

  private static LabelOptions certainty(double certainty) {
    return new LabelOptions(TopK.DEFAULT, certainty, Selection.ALL);
  }

  private static LabelOptions selecting(List<String> include, List<String> exclude)
      throws UnknownLabelException {
    return new LabelOptions(TopK.DEFAULT, 0.7, Selection.of(TREE, include, exclude));
  }

  private static String name(@Nullable SureLabel label) {
    return Objects.requireNonNull(label).name();
  }

  @Test
  void aCertainClassIsTheLabel() {
    assertThat(label(LabelOptions.DEFAULT, 0.75, 0.1, 0.1, 0.05))
        .isEqualTo(
            new SureLabel("beagle", "n00000003", 0, 0.75, List.of("animal", "dog", "beagle")));
  }

  @Test
  void theProbabilitiesOfANodesClassesAreAdded() {
    assertThat(label(LabelOptions.DEFAULT, 0.4, 0.35, 0.2, 0.05))
        .isEqualTo(new SureLabel("dog", "n00000002", null, 0.75, List.of("animal", "dog")));
  }

  @Test
  void aCategoryIsTheLastResort() {
    assertThat(label(LabelOptions.DEFAULT, 0.3, 0.3, 0.35, 0.05))
        .isEqualTo(new SureLabel("animal", "n00000001", null, 0.95, List.of("animal")));
    assertThat(label(LabelOptions.DEFAULT, 0.25, 0.2, 0.2, 0.35)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0.95, animal", "0.75, dog", "0.5, beagle", "0, beagle"})
  void theCertaintyDecidesHowSpecificTheLabelIs(double certainty, String name) {
    assertThat(name(label(certainty(certainty), 0.5, 0.25, 0.2, 0.05))).isEqualTo(name);
  }

  /** Above 0.5, at most one of several labels can be certain. */
  @Test
  void theMostProbableOfSeveralLabelsIsChosen() {
    assertThat(name(label(certainty(0.35), 0.2, 0.2, 0.19, 0.41))).isEqualTo("car");
    assertThat(name(label(certainty(0.35), 0.25, 0.25, 0.1, 0.4))).isEqualTo("dog");
    assertThat(name(label(certainty(0.25), 0.25, 0.25, 0.25, 0.25))).isEqualTo("beagle");
  }

  @Test
  void aSigmoidsProbabilitiesAreNotAdded() {
    double[] probabilities = {0.6, 0.65, 0.1, 0.2};

    assertThat(SureLabel.of(probabilities, TREE, LabelOptions.DEFAULT, Activation.SIGMOID))
        .isNull();
    assertThat(SureLabel.of(probabilities, TREE, certainty(0.5), Activation.SIGMOID))
        .isEqualTo(new SureLabel("pug", "n00000004", 1, 0.65, List.of("animal", "dog", "pug")));
  }

  @Test
  void theProbabilityOfWhatIsExcludedIsLeftOut() throws UnknownLabelException {
    double[] probabilities = {0.5, 0.25, 0.2, 0.05};

    assertThat(label(selecting(List.of(), List.of("pug")), probabilities))
        .isEqualTo(new SureLabel("animal", "n00000001", null, 0.7, List.of("animal")));
    assertThat(label(selecting(List.of(), List.of("dog")), probabilities)).isNull();
    assertThat(label(selecting(List.of(), List.of("animal")), 0.99, 0, 0, 0.01)).isNull();
  }

  @Test
  void onlyWhatIsIncludedIsNamed() throws UnknownLabelException {
    assertThat(name(label(selecting(List.of("dog"), List.of()), 0.5, 0.25, 0.2, 0.05)))
        .isEqualTo("dog");
    assertThat(label(selecting(List.of("beagle", "cat"), List.of()), 0.5, 0.05, 0.4, 0.05))
        .isNull();
    assertThat(label(selecting(List.of("dog"), List.of("beagle")), 0.9, 0.05, 0, 0.05)).isNull();
  }

  @Test
  void aSumThatExceedsOneByRoundingIsOne() {
    assertThat(Objects.requireNonNull(label(LabelOptions.DEFAULT, 0.7, 0.2, 0.1, 0)).probability())
        .isLessThanOrEqualTo(1);
    assertThat(Objects.requireNonNull(label(certainty(0.99), 0.5, 0.3, 0.2000001, 0)).probability())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void aCertaintyThatIsNoProbabilityIsRejected(double certainty) {
    assertThatThrownBy(() -> certainty(certainty)).isInstanceOf(IllegalArgumentException.class);
  }
}
