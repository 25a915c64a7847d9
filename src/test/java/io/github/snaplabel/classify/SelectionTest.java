package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final Hierarchy IMAGENET = HierarchyTest.imageNet();

  private static Selection of(List<String> include, List<String> exclude)
      throws UnknownLabelException {
    return Selection.of(IMAGENET, include, exclude);
  }

  private static long classes(Selection selection) {
    return IntStream.range(IMAGENET.nodes(), IMAGENET.size()).filter(selection::contains).count();
  }

  @ParameterizedTest
  @CsvSource({"dog, 118", "n02084071, 118", "DOG, 118", "pug, 1", "n02110958, 1", "crane, 2"})
  void aNameOrIdSelectsWhatIsBelow(String name, int classes) throws UnknownLabelException {
    assertThat(classes(of(List.of(name), List.of()))).isEqualTo(classes);
    assertThat(classes(of(List.of(), List.of(name)))).isEqualTo(1000 - classes);
  }

  @Test
  void anExclusionTakesPrecedence() throws UnknownLabelException {
    assertThat(classes(of(List.of("dog", "feline"), List.of("hound")))).isEqualTo(118 + 13 - 19);
  }

  @Test
  void whatIsAboveAnIncludedNodeIsNotSelected() throws UnknownLabelException {
    Selection dogs = of(List.of("dog"), List.of());

    assertThat(IntStream.range(0, IMAGENET.nodes()).filter(dogs::contains))
        .allSatisfy(node -> assertThat(IMAGENET.path(node)).contains("dog"));
  }

  @Test
  void twoSelectionsTogetherSelectWhatBothDo() throws UnknownLabelException {
    Selection dogs = of(List.of("dog"), List.of());
    Selection noHounds = of(List.of(), List.of("hound"));

    assertThat(dogs.and(noHounds)).isEqualTo(of(List.of("dog"), List.of("hound")));
    assertThat(dogs.and(Selection.ALL)).isEqualTo(dogs).isEqualTo(Selection.ALL.and(dogs));
    assertThat(classes(dogs.and(of(List.of("feline"), List.of())))).isZero();
  }

  @Test
  void anUnknownNameIsReported() {
    assertThatThrownBy(() -> of(List.of("dog", "unicorn"), List.of()))
        .isInstanceOf(UnknownLabelException.class)
        .hasMessage("The model has no class and no node called 'unicorn'");
    assertThatThrownBy(() -> of(List.of(), List.of("n99999999")))
        .hasMessageContaining("'n99999999'");
  }

  @Test
  void namesAreSeparatedByCommas() {
    assertThat(Selection.names(" dog, great white shark ,,n02084071"))
        .containsExactly("dog", "great white shark", "n02084071");
    assertThat(Selection.names("")).isEmpty();
  }
}
