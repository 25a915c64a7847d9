package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the page's texts in all languages. */
class PageTextsTest {
  private final JsonNode english = texts("en");

  private static JsonNode texts(String language) {
    try {
      return new ObjectMapper().readTree(Resources.text("page.%s.json".formatted(language)));
    } catch (IOException e) {
      throw new AssertionError(language, e);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> places(String text) {
    return Pattern.compile("\\{\\w+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The page names no objects in S3. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-Hans", "zh-Hant"})
  void everyProblemThatThePageCanGetHasASentence(String language) {
    assertThat(names(texts(language).get("problems")))
        .containsAll(
            Arrays.stream(ProblemType.values())
                .map(ProblemType::code)
                .filter(code -> !code.matches("objects?-.*|s3-.*"))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-Hans", "zh-Hant"})
  void allLanguagesSayTheSame(String language) {
    JsonNode chinese = texts(language);
    assertThat(names(chinese.get("problems"))).isEqualTo(names(english.get("problems")));
    Set<String> inThePage =
        Pattern.compile("data-text=\"(\\w+)\"")
            .matcher(Resources.text("page.html"))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> all = names(english);
    all.addAll(inThePage);

    assertThat(names(chinese)).isEqualTo(all);
    assertThat(names(english))
        .allSatisfy(name ->
            assertThat(places(chinese.get(name).asText()))
                .isEqualTo(places(english.get(name).asText())));
  }

  /** The character sets of mainland China and of Taiwan have only the characters in use there. */
  @ParameterizedTest
  @CsvSource({"zh-Hans, GB2312", "zh-Hant, Big5"})
  void chineseIsWrittenInTheCharactersOfItsReaders(String language, String charset) {
    CharsetEncoder encoder = Charset.forName(charset).newEncoder();

    assertThat(Resources.text("page.%s.json".formatted(language)).codePoints())
        .filteredOn(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN)
        .isNotEmpty()
        .extracting(Character::toString)
        .allMatch(encoder::canEncode);
  }

  @Test
  void everyTextIsUsed() {
    String page =
        Resources.text("page.html")
            + Resources.text("index.html").replaceFirst("(?s).*<script type=\"module\">", "");

    assertThat(names(texts("zh-Hans")))
        .filteredOn(name -> !name.endsWith("Ms"))
        .as("names other than those of the response's times")
        .allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
  }
}
