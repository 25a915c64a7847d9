package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the page's texts in both languages. */
class PageTextsTest {
  private final JsonNode english = texts("en");
  private final JsonNode chinese = texts("zh");

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
  @ValueSource(strings = {"en", "zh"})
  void everyProblemThatThePageCanGetHasASentence(String language) {
    assertThat(names(texts(language).get("problems")))
        .containsAll(
            Arrays.stream(ProblemType.values())
                .map(ProblemType::code)
                .filter(code -> !code.matches("objects?-.*|s3-.*"))
                .toList());
  }

  @Test
  void bothLanguagesSayTheSame() {
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

  @Test
  void everyTextIsUsed() {
    String page =
        Resources.text("page.html")
            + Resources.text("index.html").replaceFirst("(?s).*<script type=\"module\">", "");

    assertThat(names(chinese))
        .filteredOn(name -> !name.endsWith("Ms"))
        .as("names other than those of the response's times")
        .allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
  }
}
