package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelHierarchyTest {
  private static final Path IMAGENET = Path.of("model", "hierarchy.tsv");

  @TempDir Path folder;

  private ModelLabels labels(String lines) throws IOException, InvalidModelException {
    Path file = Files.writeString(folder.resolve("classes.txt"), lines);
    return ModelLabels.read(file, file, lines.split("\n", -1).length);
  }

  private ModelHierarchy read(@Nullable String own, ModelLabels labels)
      throws IOException, InvalidModelException {
    Path file = own == null ? null : Files.writeString(folder.resolve("tree.tsv"), own);
    return ModelHierarchy.read(file, IMAGENET, labels);
  }

  /** Reads the bundle's files as the function does. */
  private Hierarchy loaded(ModelHierarchy hierarchy, ModelLabels labels) throws IOException {
    Path classes = Files.write(folder.resolve("labels.txt"), labels.lines());
    Path tree = Files.write(folder.resolve("hierarchy.tsv"), hierarchy.lines());
    return Hierarchy.read(tree, Labels.read(classes));
  }

  @Test
  void imageNetsTreeIsCopied() throws Exception {
    ModelLabels labels = ModelLabels.read(null, Path.of("model", "labels.txt"), 1000);

    assertThat(read(null, labels).lines()).isEqualTo(Files.readAllLines(IMAGENET));
  }

  @Test
  void aSelectionOfImageNetsClassesKeepsTheNodesAboveThem() throws Exception {
    ModelLabels labels = labels("0\tn02110958\tMops\n1\tn02123045\ttabby");

    Hierarchy hierarchy = loaded(read(null, labels), labels);

    assertThat(hierarchy.path(hierarchy.positionOfClass(0)))
        .containsExactly("animal", "mammal", "dog", "Mops");
    assertThat(hierarchy.nodes()).isEqualTo(5);
  }

  @Test
  void twoClassesMayShareAWordNetId() throws Exception {
    ModelLabels labels = labels("0\tn02110958\tfawn pug\n1\tn02110958\tblack pug");

    for (String own : new String[] {null, "fawn pug\tpug\n"}) {
      Hierarchy hierarchy = loaded(read(own, labels), labels);

      assertThat(hierarchy.get(hierarchy.positionOfClass(0)).wnid()).isEqualTo("n02110958");
      assertThat(hierarchy.get(hierarchy.positionOfClass(1)).wnid()).isEqualTo("n02110958");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a\nb'",
    "'0\tn02110958\tpug\n1\t\tour own'",
    "'0\tn02110958\tpug\n1\tn02084071\tdog'"
  })
  void otherClassesAreAFlatList(String classes) throws Exception {
    assertThat(read(null, labels(classes)).exists()).isFalse();
  }

  @Test
  void aTreeOfOnesOwnNamesParents() throws Exception {
    ModelLabels labels = labels("Mops\nBus\nTram\nStein");

    Hierarchy hierarchy =
        loaded(
            read("# ours\nMops\tHund\r\nTram\tFahrzeug\n\nBus\tFahrzeug\nHund\tTier\n", labels),
            labels);

    assertThat(hierarchy.path(hierarchy.positionOfClass(0)))
        .containsExactly("Tier", "Hund", "Mops");
    assertThat(hierarchy.path(hierarchy.positionOfClass(1))).containsExactly("Fahrzeug", "Bus");
    assertThat(hierarchy.path(hierarchy.positionOfClass(3))).containsExactly("Stein");
    assertThat(hierarchy.nodes()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a!x;q!x | 'q' is neither a class nor the parent of one",
        "a!x!y | line 1: expected 'name<tab>parent', found 'a!x!y'",
        "!x | line 1: expected 'name<tab>parent', found '!x'",
        "a!x;a!y | line 2: 'a' already has a parent",
        "a!b | 'b' is a class, which cannot be a parent",
        "a!x;x!y;y!x | 'x' is its own ancestor",
        "a!a | 'a' is a class, which cannot be a parent"
      })
  void whatIsNoTreeOverTheClassesIsRefused(String content, String message) {
    assertThatThrownBy(() -> read(content.replace('!', '\t').replace(';', '\n'), labels("a\nb")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("tree.tsv: " + message.replace('!', '\t'));
  }
}
