package io.github.snaplabel.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleCaseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dog | Dog",
        "Egyptian cat | Egyptian Cat",
        "jack-o'-lantern | Jack-O'-Lantern",
        "potter's wheel | Potter's Wheel",
        "CD player | CD Player",
        "\u00E9clair | \u00C9clair",
        "\u732B | \u732B",
        "\"\" | \"\""
      })
  void eachWordIsCapitalized(String text, String title) {
    assertThat(TitleCase.of(text)).isEqualTo(title);
  }
}
