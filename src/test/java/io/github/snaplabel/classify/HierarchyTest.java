package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchyTest {
  private static final Hierarchy IMAGENET = imageNet();

  @TempDir Path folder;

  /** Returns the tree over ImageNet's classes. */
  static Hierarchy imageNet() {
    Path model = Path.of("model");
    try {
      return Hierarchy.read(
          model.resolve(ModelBundle.HIERARCHY), Labels.read(model.resolve(ModelBundle.LABELS)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static IntStream positions() {
    return IntStream.range(0, IMAGENET.size());
  }

  @Test
  void everyClassHasAPathFromACategory() {
    Set<String> categories = new HashSet<>();
    for (int index = 0; index < 1000; index++) {
      List<String> parents = IMAGENET.parents(IMAGENET.positionOfClass(index));
      assertThat(parents).as("class %d", index).isNotEmpty();
      categories.add(parents.getFirst());
    }

    assertThat(IMAGENET.classes()).isEqualTo(1000);
    assertThat(IMAGENET.nodes()).isBetween(150, 250);
    assertThat(categories).hasSizeBetween(18, 24).contains("animal", "plant", "food", "vehicle");
  }

  /** Two equal names would make a label, and a name in a setting, ambiguous. */
  @Test
  void nodesHaveNamesOfTheirOwn() {
    Map<String, Integer> uses = new HashMap<>();
    positions()
        .forEach(position ->
            uses.merge(IMAGENET.get(position).name().toLowerCase(Locale.ROOT), 1, Integer::sum));

    assertThat(IntStream.range(0, IMAGENET.nodes()))
        .allSatisfy(
            position -> assertThat(uses).containsEntry(name(position).toLowerCase(Locale.ROOT), 1));
  }

  /** A node with one child is a more general word that people search for, such as "horse". */
  @Test
  void noNodeHasOneChildOfTheSameMeaning() {
    Map<Integer, Set<Integer>> children = new HashMap<>();
    positions()
        .forEach(position ->
            children
                .computeIfAbsent(IMAGENET.get(position).parent(), _ -> new HashSet<>())
                .add(position));

    assertThat(IntStream.range(0, IMAGENET.nodes()))
        .allSatisfy(position -> {
          Set<Integer> below = children.getOrDefault(position, Set.of());
          assertThat(below).as(name(position)).isNotEmpty();
          if (below.size() == 1) {
            int child = below.iterator().next();
            assertThat(names(child))
                .as(name(position))
                .doesNotContainAnyElementsOf(names(position));
            assertThat(child).as(name(position)).isGreaterThanOrEqualTo(IMAGENET.nodes());
          }
        });
  }

  private static String name(int position) {
    return IMAGENET.get(position).name();
  }

  private static Set<String> names(int position) {
    Hierarchy.Term term = IMAGENET.get(position);
    Set<String> names = new HashSet<>(term.aliases());
    names.add(term.name());
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "162, animal/mammal/dog/hound/beagle",
    "281, animal/mammal/feline/cat/tabby",
    "413, weapon/gun/assault rifle",
    "504, kitchenware/tableware/drinking cup/coffee mug",
    "817, vehicle/motor vehicle/car/sports car",
    "970, landscape/mountain/alp"
  })
  void theNodesAreWordsThatPeopleUse(int index, String path) {
    assertThat(String.join("/", IMAGENET.path(IMAGENET.positionOfClass(index)))).isEqualTo(path);
  }

  @Test
  void termsHaveWordNetsIdsAndOtherNames() {
    assertThat(IMAGENET.get(0))
        .isEqualTo(
            new Hierarchy.Term(
                "n00015388",
                "animal",
                Hierarchy.NO_PARENT,
                "animate being, beast, brute, creature, fauna"));
    assertThat(IMAGENET.get(IMAGENET.positionOfClass(1)).aliases())
        .containsExactly("Carassius auratus");
  }

  /** S3 allows 256 characters in a tag's value. */
  @Test
  void everyPathFitsIntoATag() {
    assertThat(positions())
        .allSatisfy(
            position -> assertThat(String.join("/", IMAGENET.path(position))).hasSizeLessThan(256));
  }

  @Test
  void aFlatListHasNoNodes() throws IOException {
    Hierarchy flat = Hierarchy.flat(labels());

    assertThat(flat.nodes()).isZero();
    assertThat(flat.classes()).isEqualTo(2);
    assertThat(flat.parents(1)).isEmpty();
    assertThat(flat.path(1)).containsExactly("b");
  }

  @Test
  void idsThatAreNotWordNetsAreNotShown() throws IOException {
    Hierarchy hierarchy = read("0\tletter\t\t\nn1\ta\t0\t\nn2\tb\t0\tbee, β\n");

    assertThat(hierarchy.get(0).wnid()).isNull();
    assertThat(hierarchy.get(2)).isEqualTo(new Hierarchy.Term("n2", "b", 0, "bee, β"));
    assertThat(hierarchy.get(2).aliases()).containsExactly("bee", "β");
  }

  @Test
  void aClassWithoutAnIdHasThatOfTheLabels() throws IOException {
    assertThat(read("\ta\t\t\n\tb\t\t\n").get(0).wnid()).isEqualTo("n1");
  }

  @Test
  void aClassWithoutAnIdInTheLabelsHasNone() throws IOException {
    Path labels = Files.writeString(folder.resolve("own.txt"), "0\t\ta\n");
    Path tree = Files.writeString(folder.resolve("own.tsv"), "n1\ta\t\t\n");

    assertThatThrownBy(() -> Hierarchy.read(tree, Labels.read(labels)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("expected no id, found 'n1\ta\t\t'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0!letter!!;!a!0! | expected the class 'a', found '0\tletter\t\t'",
        "!a!!;!b! | expected 'id<tab>name<tab>parent<tab>aliases', found '\tb\t'",
        "0!x!1!;!a!0!;!b!0! | expected a parent that is an earlier node, found '0\tx\t1\t'",
        "0!x!!;0!y!!;!a!0!;!b!0! | expected a unique id, found '0\ty\t\t'",
        "!b!!;!a!! | expected the class 'a', found '\tb\t\t'",
        "n2!a!!;n1!b!! | expected the id 'n1' or none, found 'n2\ta\t\t'",
        "n1!x!!;n1!a!n1!;n2!b!! | expected an id that no node has, found 'n1\ta\tn1\t'",
        "!a!!;!b!!x!y | expected 'id<tab>name<tab>parent<tab>aliases', found '\tb\t\tx\ty'",
        "!a!! | expected the 2 classes, found 1 terms"
      })
  void aFileThatIsNoTreeOverTheClassesIsRejected(String content, String message) {
    assertThatThrownBy(() -> read(content.replace('!', '\t').replace(';', '\n') + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private Labels labels() throws IOException {
    return Labels.read(Files.writeString(folder.resolve("labels.txt"), "0\tn1\ta\n1\tn2\tb\n"));
  }

  private Hierarchy read(String content) throws IOException {
    return Hierarchy.read(Files.writeString(folder.resolve("tree.tsv"), content), labels());
  }
}
