package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Language;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageChoiceTest {
  private final TestApi api = new TestApi();

  private Language language() {
    LabelOptions last = Objects.requireNonNull(api.labeler.last);
    return last.language();
  }

  private HttpResponse classify(String query, String... headers) {
    return api.handle(
        TestApi.request("POST", "/classify" + query, FakeLabeler.image("alp"), headers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | CHINESE",
        "ZH-hans-CN | CHINESE",
        "zh-TW,zh;q=0.9,en;q=0.8 | CHINESE",
        "en;q=0.5, zh;q=0.501 | CHINESE",
        "fr, zh;q=0.2 | CHINESE",
        "zh;q=nine | CHINESE",
        "en-US,en;q=0.9,zh-CN;q=0.8 | ENGLISH",
        "zh;q=0 | ENGLISH",
        "zh;q=0.5, * | ENGLISH",
        "zh;q=9 | ENGLISH",
        "zhx | ENGLISH",
        "fr | ENGLISH",
        "' ' | ENGLISH"
      })
  void theHeaderSaysWhichLanguageIsPreferred(String header, Language language) {
    HttpResponse response = classify("", "Accept-Language: " + header);

    assertThat(response.status()).isEqualTo(200);
    assertThat(language()).isEqualTo(language);
  }

  @Test
  void theParameterTakesPrecedenceOverTheHeader() {
    classify("?lang=en", "Accept-Language: zh");
    assertThat(language()).isEqualTo(Language.ENGLISH);

    classify("?lang=zh-CN", "Accept-Language: en");
    assertThat(language()).isEqualTo(Language.CHINESE);
  }

  @Test
  void theParameterOfJsonIsAString() {
    String image = "\"image\": \"/9j/4ABhbHA=\"";
    JsonNode answer = TestApi.json(api.classifyJson("{\"lang\": \"zh\", %s}".formatted(image)));

    assertThat(answer.at("/predictions/0/label").asText()).isEqualTo("alp");
    assertThat(answer.at("/predictions/0/zh/name").asText()).isEqualTo("alp中");
    assertThat(answer.at("/label/zh/path/0").asText()).isEqualTo("物");
    assertThat(
            assertProblem(
                api.classifyJson("{\"lang\": [\"zh\"], %s}".formatted(image)),
                400,
                "bad-parameter"))
        .isEqualTo("lang must be a string");
  }

  @Test
  void anUnknownLanguageIsNamed() {
    assertThat(assertProblem(classify("?lang=fr"), 400, "bad-parameter"))
        .isEqualTo("lang must be en or zh, not 'fr'");
  }

  @Test
  void englishNamesStandAlone() {
    assertThat(classify("").body()).doesNotContain("\"zh\"");
  }
}
