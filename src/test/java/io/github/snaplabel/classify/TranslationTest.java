package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslationTest {
  private static final List<Hierarchy.Term> TERMS =
      List.of(
          new Hierarchy.Term("n1", "animal", Hierarchy.NO_PARENT, ""),
          new Hierarchy.Term("n2", "dog", 0, ""));

  @TempDir Path folder;
  private Path file = Path.of("names.tsv");
  private Hierarchy hierarchy = new Hierarchy(TERMS, 1);

  @BeforeEach
  void translate() {
    file = folder.resolve("names.tsv");
    hierarchy = hierarchy.withChinese(file);
  }

  @Test
  void aTermHasItsNameAndThePathToIt() throws Exception {
    Files.writeString(file, "n2\t狗\nn1\t动物\n");

    assertThat(hierarchy.localName(1, Language.CHINESE))
        .isEqualTo(new LocalName("狗", List.of("动物", "狗")));
    assertThat(hierarchy.localName(0, Language.CHINESE))
        .isEqualTo(new LocalName("动物", List.of("动物")));
    assertThat(hierarchy.path(1)).containsExactly("animal", "dog");
  }

  @Test
  void theFileIsReadOnlyWhenANameIsRequested() {
    assertThat(hierarchy.localName(1, Language.ENGLISH)).isNull();
    assertThatThrownBy(() -> hierarchy.localName(1, Language.CHINESE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("names.tsv");
  }

  @Test
  void aDamagedFileIsReported() throws Exception {
    Files.writeString(file, "n1 动物\n");
    assertThatThrownBy(() -> hierarchy.localName(1, Language.CHINESE))
        .hasMessageContaining("expected 'id<tab>name', found 'n1 动物'");

    Files.writeString(file, "n1\t动物\n");
    assertThatThrownBy(() -> hierarchy.localName(1, Language.CHINESE))
        .hasMessageContaining("no name for 'dog' (n2)");
  }

  @Test
  void aTreeWithoutChineseNamesHasNone() {
    assertThat(new Hierarchy(TERMS, 1).localName(1, Language.CHINESE)).isNull();
  }
}
