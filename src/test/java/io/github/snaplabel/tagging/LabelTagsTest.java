package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTagsTest {
  private final LabelTags tags = new LabelTags("snaplabel", "resnet18/int8/5f730abdd83c");

  static LabeledImage image(String... labels) {
    List<Prediction> predictions =
        IntStream.range(0, labels.length)
            .mapToObj(i -> new Prediction(i + 1, labels[i], "n1", i, Math.pow(2, -i - 1)))
            .toList();
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 320, 151, 1), predictions, new Timing(1, 2, 3, 6));
  }

  private static Map<String, String> userTags(int count) {
    Map<String, String> userTags = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> userTags.put("user" + i, "value"));
    return userTags;
  }

  @Test
  void anImageGetsFourTags() {
    assertThat(tags.of(image("alp", "jack-o'-lantern")))
        .containsExactly(
            Map.entry("snaplabel:label", "alp"),
            Map.entry("snaplabel:confidence", "0.500"),
            Map.entry("snaplabel:labels", "alp=0.500 / jack-o-lantern=0.250"),
            Map.entry("snaplabel:model", "resnet18/int8/5f730abdd83c"));
  }

  @Test
  void anImageWithoutPredictionsGetsOnlyTheModelsTag() {
    assertThat(tags.of(image())).containsOnlyKeys("snaplabel:model");
  }

  @Test
  void theListOfLabelsIsTruncatedBetweenLabels() {
    String line = LabelTags.line(image("a".repeat(120), "b".repeat(120), "c".repeat(120)));

    assertThat(line).hasSizeLessThanOrEqualTo(256).endsWith("b=0.250");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6, 7, 8, 9, 10})
  void theUsersTagsAreKeptAndOurLastTagsAreLeftOut(int count) {
    Map<String, String> userTags = userTags(count);

    Map<String, String> merged = tags.merge(userTags, tags.of(image("alp")));

    assertThat(merged).hasSizeLessThanOrEqualTo(10).containsAllEntriesOf(userTags);
    assertThat(merged.keySet().stream().skip(count).toList())
        .isEqualTo(
            List.of(
                    "snaplabel:label",
                    "snaplabel:confidence",
                    "snaplabel:labels",
                    "snaplabel:model")
                .subList(0, Math.min(4, 10 - count)));
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
        .hasSize(7);
  }

  @Test
  void tagsOfAnotherModelAreNotFromThisModel() {
    assertThat(tags.areFromThisModel(tags.of(image("alp")))).isTrue();
    assertThat(tags.areFromThisModel(new LabelTags("snaplabel", "other").of(image("alp"))))
        .isFalse();
    assertThat(tags.areFromThisModel(Map.of())).isFalse();
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
