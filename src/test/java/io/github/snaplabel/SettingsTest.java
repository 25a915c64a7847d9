package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.http.Access;
import io.github.snaplabel.http.HttpSettings;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.PreferredDecoder;
import io.github.snaplabel.tagging.OwnTag;
import io.github.snaplabel.tagging.TaggingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String DIGEST = "ab".repeat(32);

  @Test
  void nothingNeedsToBeSet() {
    assertThat(Settings.of(Map.of("PATH", "/bin")))
        .isEqualTo(
            new Settings(
                new LabelSettings(0.7, List.of(), List.of()),
                HttpSettings.DEFAULT,
                ImageLimits.DEFAULT,
                PreferredDecoder.NATIVE,
                HeicDecoding.ON,
                null,
                TaggingSettings.DEFAULT,
                false));
  }

  @Test
  void anEmptyValueIsNotSet() {
    Map<String, String> environment = new HashMap<>();
    Settings.NAMES.forEach(name -> environment.put(name, ""));

    assertThat(Settings.of(environment)).isEqualTo(Settings.of(Map.of()));
  }

  @Test
  void everythingCanBeSet() {
    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("SNAPLABEL_ACCESS", "token"),
                Map.entry("SNAPLABEL_TOKEN_SHA256", DIGEST),
                Map.entry("SNAPLABEL_CORS_ORIGIN", "https://example.org"),
                Map.entry("SNAPLABEL_TOP_K", "3"),
                Map.entry("SNAPLABEL_CERTAINTY", "0.55"),
                Map.entry("SNAPLABEL_INCLUDE", "dog, tabby"),
                Map.entry("SNAPLABEL_EXCLUDE", "n02085620"),
                Map.entry("SNAPLABEL_MAX_PICTURES", "4"),
                Map.entry("SNAPLABEL_MAX_BYTES", "1000000"),
                Map.entry("SNAPLABEL_MAX_PIXELS", "2000000"),
                Map.entry("SNAPLABEL_JPEG_DECODER", "native"),
                Map.entry("SNAPLABEL_HEIC", "off"),
                Map.entry("SNAPLABEL_BUCKET", "photos-of-2026"),
                Map.entry("SNAPLABEL_TAG_PREFIX", "see:n"),
                Map.entry("SNAPLABEL_TAGS", "label, model"),
                Map.entry("SNAPLABEL_TAG_LANGUAGE", "zh"),
                Map.entry("SNAPLABEL_SKIP_TAGGED", "false"),
                Map.entry("SNAPLABEL_TAG_TOP_K", "7"),
                Map.entry("SNAPLABEL_TAG_MIN_CONFIDENCE", "0.25"),
                Map.entry("SNAPLABEL_TAG_UNTRAINED", "true"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                new LabelSettings(0.55, List.of("dog", "tabby"), List.of("n02085620")),
                new HttpSettings(Access.TOKEN, DIGEST, "https://example.org", 4, 3),
                new ImageLimits(1_000_000, 2_000_000),
                PreferredDecoder.NATIVE,
                HeicDecoding.OFF,
                "photos-of-2026",
                new TaggingSettings(
                    "see:n",
                    Set.of(OwnTag.LABEL, OwnTag.MODEL),
                    Language.CHINESE,
                    false,
                    new TopK(7, 0.25),
                    true),
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SNAPLABEL_ACCESS | everybody | iam, token or public",
        "SNAPLABEL_CORS_ORIGIN | example.org | an origin such as https://example.org",
        "SNAPLABEL_TOP_K | 0 | from 1 to 100000",
        "SNAPLABEL_TOP_K | 100001 | from 1 to 100000",
        "SNAPLABEL_TOP_K | five | from 1 to 100000",
        "SNAPLABEL_MAX_PICTURES | 0 | from 1 to 64",
        "SNAPLABEL_JPEG_DECODER | java | auto or native",
        "SNAPLABEL_HEIC | no | on or off",
        "SNAPLABEL_BUCKET | s3://photos | the name of a bucket",
        "SNAPLABEL_TAG_PREFIX | AWS | and not aws",
        "SNAPLABEL_TAG_PREFIX | Aws:x | and not aws",
        "SNAPLABEL_TAG_PREFIX | a,b | letters, digits",
        "SNAPLABEL_TAG_PREFIX | a b | letters, digits",
        "SNAPLABEL_CERTAINTY | 1.1 | from 0 to 1",
        "SNAPLABEL_CERTAINTY | NaN | from 0 to 1",
        "SNAPLABEL_INCLUDE | ', ,' | separated by commas",
        "SNAPLABEL_EXCLUDE | , | separated by commas",
        "SNAPLABEL_TAGS | label,colour | label, category, path, confidence, labels, error, model",
        "SNAPLABEL_TAGS | label, | separated by commas",
        "SNAPLABEL_TAG_LANGUAGE | fr | en or zh",
        "SNAPLABEL_SKIP_TAGGED | yes | true or false",
        "SNAPLABEL_TAG_UNTRAINED | 1 | true or false",
        "SNAPLABEL_TAG_TOP_K | 21 | from 1 to 20",
        "SNAPLABEL_TAG_MIN_CONFIDENCE | 1.5 | from 0 to 1",
        "SNAPLABEL_TAG_MIN_CONFIDENCE | half | from 0 to 1",
        "SNAPLABEL_MAX_BYTES | 1000 | from 65536 to 1073741824",
        "SNAPLABEL_MAX_PIXELS | 1000000000 | from 65536 to 500000000"
      })
  void anInvalidValueIsRejectedWithItsNameAndWhatIsAllowed(
      String name, String value, String allowed) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "128, 1000000",
    "512, 18175317",
    "1024, 48001479",
    "1280, 62914560",
    "1769, 64000000"
  })
  void aFunctionWithLittleMemoryAcceptsSmallerImages(String memory, long pixels) {
    Map<String, String> environment = Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory);

    assertThat(Settings.of(environment).limits()).isEqualTo(new ImageLimits(32L << 20, pixels));
  }

  @ParameterizedTest
  @CsvSource({
    "on-demand, '', NATIVE",
    "on-demand, auto, NATIVE",
    "snap-start, '', JAVA",
    "snap-start, auto, JAVA",
    "snap-start, native, NATIVE"
  })
  void jpegsAndPngsAreDecodedInJavaWithSnapStartUnlessDisabled(
      String initialization, String value, PreferredDecoder expected) {
    Map<String, String> environment =
        Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", initialization, "SNAPLABEL_JPEG_DECODER", value);

    assertThat(Settings.of(environment).decoder()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"awsome", "a:aws:b", "é-9_./=+@"})
  void aTagPrefixOnlyHasToBeInTheAlphabet(String prefix) {
    assertThat(Settings.of(Map.of("SNAPLABEL_TAG_PREFIX", prefix)).tagging().prefix())
        .isEqualTo(prefix);
  }

  @Test
  void aTagPrefixHasAtMost100Characters() {
    String longest = "\uD835\uDC00".repeat(100);

    assertThat(Settings.of(Map.of("SNAPLABEL_TAG_PREFIX", longest)).tagging().prefix())
        .isEqualTo(longest);
    assertThatThrownBy(() -> Settings.of(Map.of("SNAPLABEL_TAG_PREFIX", longest + "a")))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void aTokenGivenInsteadOfItsHashIsNotShown() {
    assertThatThrownBy(() -> Settings.of(Map.of("SNAPLABEL_TOKEN_SHA256", "open-sesame")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("SNAPLABEL_TOKEN_SHA256 must be 64 hex digits");
  }

  @Test
  void anUnknownNameIsRejected() {
    assertThatThrownBy(() -> Settings.of(Map.of("SNAPLABEL_TOPK", "3")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Unknown settings: SNAPLABEL_TOPK")
        .hasMessageContaining("SNAPLABEL_TOP_K");
  }

  @Test
  void accessByTokenNeedsTheTokensHash() {
    assertThatThrownBy(() -> Settings.of(Map.of("SNAPLABEL_ACCESS", "token")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SNAPLABEL_TOKEN_SHA256");
  }

  @Test
  void theDocumentHasARowForEachSetting() throws IOException {
    String document = Files.readString(Path.of("docs/settings.md"));

    assertThat(Settings.NAMES)
        .allSatisfy(name -> assertThat(document).contains("| `" + name + "`"));
  }
}
