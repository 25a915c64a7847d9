package io.github.snaplabel.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.ModelManifest.CalibrationInfo;
import io.github.snaplabel.classify.ModelManifest.CompiledNetwork;
import io.github.snaplabel.classify.ModelManifest.SelfTestAnswer;
import io.github.snaplabel.classify.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriterTest {
  private static final ModelManifest FULL =
      new ModelManifest(
          "pets = v2",
          "0123456789ab",
          "c".repeat(64),
          new ModelInput(128, 130, List.of(0.5, 0.25, 0.125), List.of(1.0, 0.1, 4.9E-324)),
          12,
          "犬と猫 #1.txt",
          Activation.SIGMOID,
          Precision.INT8,
          new CalibrationInfo(7, 12, Long.MAX_VALUE, "d".repeat(64)),
          Map.of(
              Precision.INT8,
                  new CompiledNetwork("a-int8.ort", new SelfTestAnswer(3, 0.6520979968)),
              Precision.FP32, new CompiledNetwork("a-fp32.ort", new SelfTestAnswer(4, 1e-7))),
          "  never: \\deploy\nthis \uD83D\uDE3A!",
          true);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve(ModelBundle.MANIFEST);
    ManifestWriter.write(FULL, file);
  }

  @Test
  void everyValueSurvives() throws IOException {
    assertThat(read()).isEqualTo(FULL);
  }

  @Test
  void calibrationNoticeAndNetworksAreOptional() throws IOException {
    ModelManifest least =
        new ModelManifest(
            "n",
            "v",
            "s",
            ModelInput.of(224),
            2,
            "imagenet",
            Activation.SOFTMAX,
            Precision.FP32,
            null,
            Map.of(),
            null,
            false);

    ManifestWriter.write(least, file);

    assertThat(read()).isEqualTo(least);
  }

  @Test
  void linesAreSortedAndHaveNoTimestamp() throws IOException {
    List<String> lines = Files.readAllLines(file);

    assertThat(lines).isSorted().noneMatch(line -> line.startsWith("#")).hasSize(23);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "input.size",
        "input.mean",
        "precision",
        "trained",
        "networks.int8.selfTest.index"
      })
  void aMissingEntryIsReportedWithItsKey(String key) throws IOException {
    Files.write(
        file, Files.readAllLines(file).stream().filter(l -> !l.startsWith(key + "=")).toList());

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("%s: %s is missing".formatted(file, key));
  }

  @ParameterizedTest
  @CsvSource({
    "precision, int4, int8 or fp32",
    "activation, relu, softmax or sigmoid",
    "trained, yes, true or false",
    "classes, 1e3, a whole number",
    "classes, '', a whole number",
    "calibration.seed, seven, a whole number",
    "networks.fp32.selfTest.probability, high, a number",
    "input.std, '1,2,red', numbers separated by commas"
  })
  void aMalformedEntryIsReportedWithItsKey(String key, String value, String expected)
      throws IOException {
    append(key + "=" + value);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("%s: %s: expected %s, found \"%s\"".formatted(file, key, expected, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input.resize=100 | cannot crop 128 pixels",
        "input.mean=0.5 | mean and std need three numbers",
        "name=\\u00zz | Malformed"
      })
  void aFileThatMakesNoSenseIsNamed(String line, String reason) throws IOException {
    append(line);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": " + reason);
  }

  @Test
  void anotherEncodingIsRefused() throws IOException {
    Files.write(file, "notice=grün\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": expected UTF-8, found another encoding");
  }

  private ModelManifest read() throws IOException {
    return ModelBundle.read(folder).manifest();
  }

  /** The last of two entries with the same key counts. */
  private void append(String line) throws IOException {
    Files.writeString(file, Files.readString(file) + line + "\n");
  }
}
