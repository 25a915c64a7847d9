package io.github.snaplabel.cli.folder.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelNamesTest {
  @TempDir Path folder;

  @Test
  void aNameThatNoTagCanContainIsTheOneThatTagsHaveInstead() throws Exception {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "0\t\tcat/dog\n1\t\t🎉\n");

    JsonNode names =
        new ObjectMapper().readTree(LabelNames.json(Hierarchy.flat(Labels.read(labels))));

    assertThat(names.at("/0/name").asText()).isEqualTo("cat/dog");
    assertThat(names.at("/0/path/0").asText()).isEqualTo("cat dog");
    assertThat(names.at("/1/name").asText()).isEqualTo("class 1");
    assertThat(names.at("/1/path/0").asText()).isEqualTo("class 1");
  }
}
