package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.tagging.TagAlphabet;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks {@code model/labels.zh.tsv}, the Chinese names of ImageNet's classes and of the nodes
 * above.
 */
class ChineseNamesTest {
  private static final Path LABELS = Path.of("model", "labels.txt");
  private static final Path HIERARCHY = Path.of("model", "hierarchy.tsv");
  private static final Path CHINESE = Path.of("model", "labels.zh.tsv");

  /** Han characters, with the Latin letters and digits of words such as T恤. */
  private static final String CHINESE_NAME = "[A-Za-z0-9]*\\p{IsHan}[\\p{IsHan}A-Za-z0-9]*";

  /** The only names with Latin letters. */
  private static final Set<String> WITH_LATIN_LETTERS =
      Set.of("CD播放机", "iPod播放器", "T恤", "家用MPV", "福特T型车");

  /** Characters of animals' names that GB 2312, the basic set of simplified characters, lacks. */
  private static final String RARE_CHARACTERS = "㹴䴕狆獚獴羱蠵魟鱥鳽鸮鹀鹟";

  /** In characters. A name must fit on a phone beside the English one. */
  private static final int LONGEST_NAME = 10;

  private final List<Name> names = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    for (String line : Files.readAllLines(CHINESE)) {
      String[] fields = line.split("\t", -1);
      assertThat(fields).as(line).hasSize(2);
      names.add(new Name(fields[0], fields[1]));
    }
  }

  @Test
  void allClassesAreNamedInTheOrderOfTheLogits() throws IOException {
    Labels labels = Labels.read(LABELS);
    List<String> classes = new ArrayList<>();
    for (int index = 0; index < labels.size(); index++) {
      classes.add(labels.get(index).wnid());
    }

    assertThat(names).extracting(Name::wnid).startsWith(classes.toArray(String[]::new));
    assertThat(names).extracting(Name::wnid).doesNotHaveDuplicates();
  }

  @Test
  void allNodesOfTheHierarchyAreNamed() throws IOException {
    Hierarchy hierarchy = Hierarchy.read(HIERARCHY, Labels.read(LABELS)).withChinese(CHINESE);
    List<@Nullable String> nodes = new ArrayList<>();
    for (int position = 0; position < hierarchy.nodes(); position++) {
      nodes.add(hierarchy.get(position).wnid());
    }

    assertThat(names.stream().skip(hierarchy.classes()).map(Name::wnid))
        .containsExactlyInAnyOrderElementsOf(nodes);
    assertThat(hierarchy.localName(hierarchy.positionOfClass(162), Language.CHINESE))
        .isEqualTo(new LocalName("比格犬", List.of("动物", "哺乳动物", "狗", "猎犬", "比格犬")));
  }

  @Test
  void namesAreChinese() {
    assertThat(names).extracting(Name::text).allMatch(text -> text.matches(CHINESE_NAME));
    assertThat(names)
        .extracting(Name::text)
        .filteredOn(text -> text.matches(".*[A-Za-z0-9].*"))
        .isSubsetOf(WITH_LATIN_LETTERS);
  }

  @Test
  void charactersAreSimplified() {
    CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
    for (Name name : names) {
      assertThat(name.text().codePoints().mapToObj(Character::toString))
          .as(name.toString())
          .allMatch(
              character -> simplified.canEncode(character) || RARE_CHARACTERS.contains(character));
    }
  }

  /** Even where the English names are the same, as with the two cranes. */
  @Test
  void noTwoNamesAreTheSame() {
    assertThat(names).extracting(Name::text).doesNotHaveDuplicates();
  }

  @Test
  void namesAreShort() {
    assertThat(names)
        .extracting(name -> name.text().codePointCount(0, name.text().length()))
        .allMatch(length -> length <= LONGEST_NAME);
  }

  @Test
  void namesAreInTheAlphabetOfObjectTags() {
    assertThat(names).extracting(Name::text).allMatch(TagAlphabet::contains);
  }

  @Test
  void wordsWithTwoMeaningsAreTranslatedByTheirClass() {
    assertThat(text("n02012849")).as("the bird").isEqualTo("鹤");
    assertThat(text("n03126707")).as("the machine").isEqualTo("起重机");
    assertThat(text("n02113186")).as("the corgi").contains("柯基犬");
    assertThat(text("n02963159")).as("the jacket").contains("毛衣");
    assertThat(text("n03710637")).as("a dancer's tights").contains("紧身衣");
    assertThat(text("n03710721")).as("the swimsuit").contains("泳衣");
    assertThat(text("n02877765")).as("the cap of a bottle").isEqualTo("瓶盖");
    assertThat(text("n01847000")).as("the male duck").isEqualTo("公鸭");
    assertThat(text("n09193705")).as("the mountain").isEqualTo("高山");
  }

  private String text(String wnid) {
    return names.stream().filter(name -> name.wnid().equals(wnid)).findFirst().orElseThrow().text();
  }

  private record Name(String wnid, String text) {}
}
