package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChineseNamesSelectionTest {
  private static final Path CHINESE = Path.of("model", "labels.zh.tsv");

  @Test
  void imageNetsNamesAreCopied() throws Exception {
    List<String> tree = Files.readAllLines(Path.of("model", "hierarchy.tsv"));

    assertThat(ChineseNames.select(CHINESE, new ModelHierarchy(tree)))
        .isEqualTo(Files.readAllLines(CHINESE));
  }

  @Test
  void onlyTermsOfTheTreeAreNamed() throws Exception {
    ModelHierarchy tree =
        new ModelHierarchy(List.of("# note", "n02084071\tdog\t\t", "n02110958\tMops\tn02084071\t"));

    assertThat(ChineseNames.select(CHINESE, tree))
        .containsExactly("n02110958\t巴哥犬", "n02084071\t狗");
  }
}
