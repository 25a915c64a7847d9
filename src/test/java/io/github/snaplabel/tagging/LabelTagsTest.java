package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LocalName;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTagsTest {
  private final LabelTags tags =
      new LabelTags("snaplabel", OwnTag.ALL, "resnet18/int8/5f730abdd83c");

  /** Returns an image whose first label, of the category "thing", is certain. */
  static LabeledImage image(String... labels) {
    return image(
        labels.length == 0
            ? null
            : new SureLabel(labels[0], "n1", 0, 0.5, List.of("thing", labels[0])),
        labels);
  }

  private static LabeledImage image(@Nullable SureLabel label, String... labels) {
    List<Prediction> predictions =
        IntStream.range(0, labels.length)
            .mapToObj(i -> new Prediction(i + 1, labels[i], "n1", i, Math.pow(2, -i - 1)))
            .toList();
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 320, 151, 1), predictions, label, new Timing(1, 2, 3, 6));
  }

  private static Map<String, String> userTags(int count) {
    Map<String, String> userTags = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> userTags.put("user" + i, "value"));
    return userTags;
  }

  @Test
  void anImageGetsSixTags() {
    assertThat(tags.of(image("alp", "jack-o'-lantern")))
        .containsExactly(
            Map.entry("snaplabel:label", "alp"),
            Map.entry("snaplabel:category", "thing"),
            Map.entry("snaplabel:path", "thing/alp"),
            Map.entry("snaplabel:confidence", "0.500"),
            Map.entry("snaplabel:labels", "alp=0.500 / jack-o-lantern=0.250"),
            Map.entry("snaplabel:model", "resnet18/int8/5f730abdd83c"));
  }

  @Test
  void chineseNamesReplaceTheEnglishOnes() {
    LocalName alp = new LocalName("高山", List.of("自然景观", "山", "高山"));
    LabeledImage image =
        new LabeledImage(
            new ImageHeader(ImageFormat.JPEG, 320, 151, 1),
            List.of(
                new Prediction(
                    1, "alp", "n09193705", 970, 0.75, List.of("landscape"), List.of(), alp)),
            new SureLabel("alp", "n09193705", 970, 0.75, List.of("landscape", "alp"), alp),
            new Timing(1, 2, 3, 6));

    assertThat(tags.of(image))
        .containsExactly(
            Map.entry("snaplabel:label", "高山"),
            Map.entry("snaplabel:category", "自然景观"),
            Map.entry("snaplabel:path", "自然景观/山/高山"),
            Map.entry("snaplabel:confidence", "0.750"),
            Map.entry("snaplabel:labels", "高山=0.750"),
            Map.entry("snaplabel:model", "resnet18/int8/5f730abdd83c"));
  }

  @Test
  void anImageWithoutPredictionsGetsOnlyTheModelsTag() {
    assertThat(tags.of(image())).containsOnlyKeys("snaplabel:model");
  }

  @Test
  void anImageWithoutACertainLabelKeepsTheNetworksList() {
    assertThat(tags.of(image((SureLabel) null, "alp", "cliff")))
        .containsExactly(
            Map.entry("snaplabel:labels", "alp=0.500 / cliff=0.250"),
            Map.entry("snaplabel:model", "resnet18/int8/5f730abdd83c"));
  }

  @Test
  void aLabelCanBeANodeOrACategory() {
    SureLabel hound =
        new SureLabel("hound", "n02087551", null, 0.9, List.of("animal", "dog", "hound"));
    SureLabel animal = new SureLabel("animal", "n00015388", null, 0.75, List.of("animal"));

    assertThat(tags.of(image(hound)))
        .containsEntry("snaplabel:label", "hound")
        .containsEntry("snaplabel:category", "animal")
        .containsEntry("snaplabel:path", "animal/dog/hound")
        .containsEntry("snaplabel:confidence", "0.900");
    assertThat(tags.of(image(animal)))
        .containsEntry("snaplabel:label", "animal")
        .containsEntry("snaplabel:category", "animal")
        .containsEntry("snaplabel:path", "animal");
  }

  @Test
  void aClassOfAFlatListHasNoCategory() {
    assertThat(tags.of(image(new SureLabel("alp", null, 3, 0.9, List.of("alp")), "alp")))
        .doesNotContainKey("snaplabel:category")
        .containsEntry("snaplabel:path", "alp");
  }

  @Test
  void aPathIsTruncatedBetweenNamesAndNamesInItContainNoSlash() {
    List<String> path = List.of("a".repeat(127), "b/".repeat(60) + "b", "c".repeat(127));

    assertThat(tags.of(image(new SureLabel("c", null, null, 0.9, path))))
        .containsEntry("snaplabel:path", path.getFirst() + "/" + "b ".repeat(60) + "b");
  }

  @Test
  void onlyTheChosenTagsAreWrittenButAllOfOursAreReplaced() {
    LabelTags chosen = new LabelTags("snaplabel", Set.of(OwnTag.PATH, OwnTag.LABELS), "m");
    Map<String, String> before = new LinkedHashMap<>(userTags(1));
    before.putAll(tags.of(image("alp")));

    assertThat(chosen.merge(before, chosen.of(image("cliff"))))
        .containsOnlyKeys("user0", "snaplabel:path", "snaplabel:labels")
        .containsEntry("snaplabel:path", "thing/cliff");
    assertThat(chosen.error("corrupt-image")).isEmpty();
  }

  @Test
  void anyTagOfOursShowsThatAnObjectIsLabeledIfTheModelsTagIsNotWritten() {
    LabelTags chosen = new LabelTags("snaplabel", Set.of(OwnTag.PATH), "m");

    assertThat(chosen.isLabeled(chosen.of(image("alp")))).isTrue();
    assertThat(chosen.isLabeled(tags.of(image("alp")))).isTrue();
    assertThat(chosen.isLabeled(userTags(3))).isFalse();
  }

  @Test
  void tagsOfEarlierVersionsAreRecognized() {
    Map<String, String> earlier =
        Map.of(
            "snaplabel:label", "alp",
            "snaplabel:confidence", "0.611",
            "snaplabel:labels", "alp=0.611",
            "snaplabel:model", "resnet18/int8/5f730abdd83c");

    assertThat(tags.isLabeled(earlier)).isTrue();
    assertThat(tags.merge(earlier, tags.of(image((SureLabel) null, "cliff"))))
        .containsOnlyKeys("snaplabel:labels", "snaplabel:model");
  }

  @Test
  void theListOfLabelsIsTruncatedBetweenLabels() {
    String line = LabelTags.line(image("a".repeat(120), "b".repeat(120), "c".repeat(120)));

    assertThat(line).hasSizeLessThanOrEqualTo(256).endsWith("b=0.250");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 6, 7, 8, 9, 10})
  void theUsersTagsAreKeptAndOurLastTagsAreLeftOut(int count) {
    Map<String, String> userTags = userTags(count);

    Map<String, String> merged = tags.merge(userTags, tags.of(image("alp")));

    assertThat(merged).hasSizeLessThanOrEqualTo(10).containsAllEntriesOf(userTags);
    assertThat(merged.keySet().stream().skip(count).toList())
        .isEqualTo(
            List.of(
                    "snaplabel:label",
                    "snaplabel:category",
                    "snaplabel:path",
                    "snaplabel:confidence",
                    "snaplabel:labels",
                    "snaplabel:model")
                .subList(0, Math.min(6, 10 - count)));
  }

  @Test
  void newTagsReplaceOurPreviousTags() {
    Map<String, String> before = new LinkedHashMap<>(userTags(2));
    before.putAll(tags.error("corrupt-image"));
    before.put("snaplabel:mine", "a user's own");

    assertThat(tags.merge(before, tags.of(image("alp"))))
        .doesNotContainKey("snaplabel:error")
        .containsEntry("snaplabel:mine", "a user's own")
        .containsEntry("snaplabel:label", "alp")
        .hasSize(9);
  }

  @Test
  void tagsOfAnotherModelAreNotFromThisModel() {
    assertThat(tags.isLabeled(tags.of(image("alp")))).isTrue();
    assertThat(tags.isLabeled(new LabelTags("snaplabel", OwnTag.ALL, "other").of(image("alp"))))
        .isFalse();
    assertThat(tags.isLabeled(Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tabby, tabby cat | tabby tabby cat",
        "jack-o'-lantern | jack-o-lantern",
        "weevil (insect) | weevil insect",
        "高山 @ 1:2 | 高山 @ 1:2",
        "a😀b | a b",
        "cafe\u0301 | café",
        "हिन्दी | हनद",
        "a\u200Bb\u202Ec | a b c"
      })
  void textIsFoldedIntoTheAlphabet(String text, String folded) {
    assertThat(TagAlphabet.fold(text)).isEqualTo(folded);
  }

  @Test
  void aNameWithoutALegalCharacterIsReplacedByItsIndex() {
    assertThat(tags.of(image("😀", "#")))
        .containsEntry("snaplabel:label", "class 0")
        .containsEntry("snaplabel:labels", "class 0=0.500 / class 1=0.250");
  }

  @Test
  void aNameCannotContainTheSeparator() {
    assertThat(LabelTags.line(image("cats / dogs", "x=1.0")))
        .isEqualTo("cats/dogs=0.500 / x=1.0=0.250");
  }

  @Test
  void theLongestNameFitsWithItsProbability() {
    assertThat(LabelTags.line(image("\uD842\uDFB7".repeat(64)))).endsWith("=0.500");
  }

  @Test
  void aValueIsTruncatedBetweenCharacters() {
    String letter = "\uD835\uDC00";

    assertThat(TagAlphabet.fold("a" + letter.repeat(200))).isEqualTo("a" + letter.repeat(127));
  }
}
