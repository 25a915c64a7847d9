package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  private static final Path FILE = Path.of("model", "labels.txt");

  @TempDir Path folder;

  @Test
  void thereAreAThousandClassesWithDistinctWordNetIds() throws IOException {
    Labels labels = Labels.read(FILE);
    Set<String> wnids = new HashSet<>();
    for (int index = 0; index < labels.size(); index++) {
      wnids.add(labels.get(index).wnid());
    }

    assertThat(labels.size()).isEqualTo(1000);
    assertThat(wnids).hasSize(1000).allMatch(wnid -> wnid.matches("n\\d{8}"));
  }

  @Test
  void classesAreInTheOrderOfIlsvrc2012() throws IOException {
    Labels labels = Labels.read(FILE);

    assertThat(labels.get(0)).isEqualTo(new Labels.ClassLabel("n01440764", "tench"));
    assertThat(labels.get(281)).isEqualTo(new Labels.ClassLabel("n02123045", "tabby"));
    assertThat(labels.get(970)).isEqualTo(new Labels.ClassLabel("n09193705", "alp"));
    assertThat(labels.get(999)).isEqualTo(new Labels.ClassLabel("n15075141", "toilet tissue"));
  }

  @Test
  void namesThatOccurTwiceDifferByWordNetId() throws IOException {
    Labels labels = Labels.read(FILE);

    assertThat(labels.get(134)).isEqualTo(new Labels.ClassLabel("n02012849", "crane"));
    assertThat(labels.get(517)).isEqualTo(new Labels.ClassLabel("n03126707", "crane"));
    assertThat(labels.get(638)).isEqualTo(new Labels.ClassLabel("n03710637", "maillot"));
    assertThat(labels.get(639)).isEqualTo(new Labels.ClassLabel("n03710721", "maillot"));
  }

  @Test
  void customClassesHaveNoWordNetId() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), "0\t\tDackel\n1\t\t黑猫\n");

    assertThat(Labels.read(file).get(1)).isEqualTo(new Labels.ClassLabel(null, "黑猫"));
  }

  @Test
  void anInvalidLineIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), "0\tn1\ta\n2\tn2\tb\n");

    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("2\tn2\tb");
  }
}
