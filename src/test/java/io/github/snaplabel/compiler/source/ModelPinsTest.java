package io.github.snaplabel.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPinsTest {
  private static final Path PINS = Path.of("model/model.properties");

  @TempDir Path folder;

  @Test
  void theDefaultModelHasSeveralSources() throws Exception {
    assertThat(ModelPins.read(PINS).sources()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({
    "source.1.size, many, expected a whole number",
    "source.1.format, zip, expected pth or onnx",
    "source.2.url, a b, expected a URL"
  })
  void aMalformedPropertyIsNamedWithWhatIsExpected(String key, String value, String expected)
      throws Exception {
    Path file = folder.resolve("model.properties");
    Files.writeString(file, Files.readString(PINS) + "\n%s=%s\n".formatted(key, value));

    assertThatThrownBy(() -> ModelPins.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model.properties: %s: %s, found '%s'", key, expected, value);
  }
}
