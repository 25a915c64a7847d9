package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Tests that each problem is shown as a sentence in the reader's language. */
class PageProblemsIT extends OpenPage {
  private static final Path PHOTO = Path.of("model/self-test.jpg");

  @TempDir Path folder;

  PageProblemsIT() {
    super("SNAPLABEL_MAX_BYTES=65536");
  }

  private static JsonNode texts(String language) throws IOException {
    Path file =
        Path.of("src/main/resources/io/github/snaplabel/http/page.%s.json".formatted(language));
    return new ObjectMapper().readTree(Files.readString(file));
  }

  /**
   * Returns the error codes listed in the function's OpenAPI description, without those of objects
   * in S3, which the page does not name.
   */
  private static List<String> codes() throws IOException {
    Path file = Path.of("src/main/resources/io/github/snaplabel/http/openapi.json");
    JsonNode codes =
        new ObjectMapper().readTree(Files.readString(file)).at("/components/schemas/Code/enum");
    return StreamSupport.stream(codes.spliterator(), false)
        .map(JsonNode::asText)
        .filter(code -> !code.matches("objects?-.*|s3-.*"))
        .toList();
  }

  private String sentence() {
    browser.open(front.root() + "/");
    browser.choose(PHOTO);
    browser.finishedCards(1);
    return browser.element(".trouble .problem").getText();
  }

  @ParameterizedTest
  @CsvSource({"en, en-US", "zh-Hans, zh-CN"})
  void everyErrorCodeThatThePageCanGetHasASentence(String texts, String language)
      throws IOException {
    JsonNode sentences = texts(texts).get("problems");
    openIn(language);
    for (String code : codes()) {
      if (!code.equals("unauthorized")) {
        front.answerProblem(400, code);

        assertThat(sentence()).isEqualTo(sentences.get(code).asText());
        assertThat(browser.announcements()).contains(sentences.get(code).asText());
      }
    }
    front.answerProblem(418, "of-a-later-version");
    assertThat(sentence())
        .isEqualTo(sentences.get("unexpected").asText().replace("{status}", "418"));
  }

  @ParameterizedTest
  @CsvSource({"en, en-US", "zh-Hans, zh-CN"})
  void theGatewaysOwnErrorsHaveASentenceToo(String texts, String language) throws IOException {
    JsonNode sentences = texts(texts).get("problems");
    openIn(language);
    for (String row :
        List.of(
            "401 forbidden",
            "403 forbidden",
            "404 not-found",
            "413 too-long",
            "429 too-many-requests",
            "500 unavailable",
            "502 unavailable",
            "503 unavailable",
            "504 too-slow")) {
      String[] parts = row.split(" ", 2);
      front.answerMessage(Integer.parseInt(parts[0]));

      assertThat(sentence()).as(row).isEqualTo(sentences.get(parts[1]).asText());
    }
    front.answerMessage(200);
    assertThat(sentence()).contains("200");
    front.cutConnections();
    assertThat(sentence()).isEqualTo(sentences.get("network").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal-error", "corrupt-image"})
  void transientProblemsCanBeRetried(String code) throws IOException {
    openIn("en-US");
    front.answerProblem(500, code);
    sentence();
    WebElement again = browser.element(".again");

    assertThat(again.isDisplayed()).isEqualTo(code.equals("internal-error"));
    assertThat(browser.element(".request").isDisplayed()).isEqualTo(again.isDisplayed());
    if (again.isDisplayed()) {
      assertThat(browser.element(".request").getText()).isEqualTo("Request request-1");
      front.passOn();
      again.click();
      browser.await(any -> !any.elements("[data-stage=labeled]").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"corrupt-image", "image-too-large"})
  void theFunctionsOwnProblemsReachTheReader(String code) throws IOException {
    Path whole = Path.of("model/calibration/dust-bowl-home.jpg");
    Path cut = folder.resolve("cut.jpg");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 60_000));
    openIn("en-US");
    browser.choose(code.equals("corrupt-image") ? cut : whole);

    browser.finishedCards(1);
    assertThat(browser.element(".card").getDomAttribute("data-problem")).isEqualTo(code);
  }
}
