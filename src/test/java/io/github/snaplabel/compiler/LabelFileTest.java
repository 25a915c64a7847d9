package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.Labels.ClassLabel;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {
  private static final Path IMAGENET = Path.of("model/labels.txt");

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat\ndog",
        "cat\ndog\n",
        " cat \r\ndog\r\n\r\n",
        "\uFEFFcat\ndog\n",
        "[\"cat\", \"dog\"]",
        "{\"0\": \"cat\", \"1\": \"dog\"}",
        "\n {\"1\": \"dog\", \"0\": \"cat\"}\n",
        "{\"architectures\": [\"ResNetForImageClassification\"], \"num_labels\": 2,"
            + " \"id2label\": {\"0\": \"cat\", \"1\": \"dog\"}, \"label2id\": {\"cat\": 0, \"dog\": 1}}"
      })
  void eachFormatReturnsTheNamesInTheOrderOfTheirIndices(String content) throws Exception {
    assertThat(LabelFile.read(file("labels.any", content)))
        .containsExactly(new ClassLabel(null, "cat"), new ClassLabel(null, "dog"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\tn02123045\ttabby\n1\t\tdog\n",
        "{\"0\": [\"n02123045\", \"tabby\"], \"1\": [\"d1\", \"dog\"]}",
        "[[\"n02123045\", \"tabby\"], \"dog\"]"
      })
  void wordNetIdsAreKeptAndOtherIdsAreNot(String content) throws Exception {
    assertThat(LabelFile.read(file("index_to_name.json.txt", content)))
        .containsExactly(new ClassLabel("n02123045", "tabby"), new ClassLabel(null, "dog"));
  }

  @Test
  void theProjectsOwnFileIsRead() throws Exception {
    ModelLabels labels = ModelLabels.read(null, IMAGENET, 1000);

    assertThat(labels.source()).isEqualTo("imagenet");
    assertThat(labels.lines()).isEqualTo(Files.readAllLines(IMAGENET));
    assertThat(labels.duplicates())
        .containsExactly(
            "classes 134 and 517 are both called 'crane'",
            "classes 638 and 639 are both called 'maillot'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"0\": \"cat\", \"2\": \"dog\"} | expected the keys 0 to 1 or an object id2label, found '2'",
        "{\"cat\": 0, \"dog\": 1} | expected the keys 0 to 1 or an object id2label, found 'cat'",
        "{\"0\": \"cat\", \"01\": \"dog\"} | found '01'",
        "{\"0\": \"cat\", \"0\": \"dog\"} | expected JSON: Duplicate field '0'",
        "{\"0\": 1} | class 0: expected a name, found 1",
        "[\"cat\", [\"dog\"]] | class 1: expected a name, found [\"dog\"]",
        "[\"cat\" \"dog\"] | expected JSON: Unexpected character",
        "3 | expected a JSON array of names, or an object of index to name"
      })
  void jsonOfAnotherShapeIsRefused(String content, String message) throws IOException {
    Path file = file("labels.json", content);

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("labels.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void anIndexOutOfOrderIsNamed() throws IOException {
    Path file = file("labels.txt", "0\tn1\ta\n2\tn2\tb\n");

    assertThatThrownBy(() -> LabelFile.read(file))
        .hasMessage("labels.txt: line 2: expected '1<tab>WordNet id<tab>name', found '2\tn2\tb'");
  }

  @Test
  void anotherEncodingIsRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("labels.txt"), "Bär\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("labels.txt: expected text in UTF-8, found another encoding");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("labels.bin"), new byte[(16 << 20) + 1]);

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("labels.bin: expected names of classes, found a file of 16,777,217 bytes");
  }

  @Test
  void namesThatAreNotAllowedAreRefused() throws IOException {
    refuses("cat\n\ndog", "class 1: expected a name, found nothing");
    refuses("cat\n \ndog", "class 1: expected a name, found nothing");
    refuses(
        "cat\n" + "d".repeat(129) + "\nx",
        "class 1: expected a name of at most 128 characters, found 129");
    refuses(
        "cat\ndog\u001b[1m\nx",
        "class 1: expected a name without control characters, found U+001B");
    refuses(
        "cat\ndo\u2028g\nx", "class 1: expected a name without control characters, found U+2028");
    refuses(
        "[\"cat\", \"a\\nb\", \"c\"]",
        "class 1: expected a name without control characters, found U+000A");
    refuses(
        "[\"cat\", \"\\ud800\", \"c\"]",
        "class 1: expected a name without control characters, found U+D800");
    refuses("cat\ndog", "labels.txt has 2 names, the network has 3 classes");
    refuses("", "labels.txt has 0 names, the network has 3 classes");
  }

  private void refuses(String content, String message) throws IOException {
    Path file = file("labels.txt", content);
    assertThatThrownBy(() -> ModelLabels.read(file, IMAGENET, 3))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameOf128CharactersInAnyLanguageIsFine() throws Exception {
    String longest = "\uD83D\uDE00".repeat(64);
    Path file = file("labels.txt", "黑猫\n" + longest + "\n");

    assertThat(ModelLabels.read(file, IMAGENET, 2).classes())
        .containsExactly(new ClassLabel(null, "黑猫"), new ClassLabel(null, longest));
  }
}
