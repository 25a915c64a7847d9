package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.TopK;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonUploadTest {
  /** Its base64 contains both characters in which the alphabets differ, and padding. */
  private static final byte[] IMAGE = FakeLabeler.image("x\u00FB\u00EF\u00BE\u00FF\u00FF");

  private static final String PLAIN = Base64.getEncoder().encodeToString(IMAGE);
  private static final String URL_SAFE = Base64.getUrlEncoder().encodeToString(IMAGE);

  private final TestApi api = new TestApi();

  private HttpResponse classifyImage(String text) {
    return api.classifyJson("{\"image\": \"" + text + "\"}");
  }

  @Test
  void bothAlphabetsAreRead() {
    assertThat(PLAIN).contains("+", "/", "=");
    assertThat(URL_SAFE).contains("-", "_");
    assertThat(classifyImage(PLAIN).status()).isEqualTo(200);
    assertThat(classifyImage(URL_SAFE).status()).isEqualTo(200);
  }

  @Test
  void paddingAndWhiteSpaceDoNotMatter() {
    assertThat(classifyImage(PLAIN.replace("=", "")).status()).isEqualTo(200);
    assertThat(
            classifyImage(" " + PLAIN.substring(0, 5) + "\\r\\n\\t " + PLAIN.substring(5)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/jpeg;base64,",
        "DATA:image/svg+xml;charset=utf-8;BASE64,",
        "data:;base64,",
        " data:image/jpeg;base64, "
      })
  void dataUrlsAreRead(String prefix) {
    assertThat(classifyImage(prefix + PLAIN).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!!!",
        "A",
        "AAAA=AAA",
        "data:image/jpeg,AAAA",
        "data:image/jpeg;base64",
        "data:",
        "https://example.org/photo.jpg",
        "AA-/"
      })
  void invalidBase64IsRejected(String text) {
    assertProblem(classifyImage(text), 400, "bad-base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "data:image/jpeg;base64,"})
  void anEmptyStringIsNotAnImage(String text) {
    assertProblem(classifyImage(text), 400, "no-picture");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "{}}",
        "{} {}",
        "[]",
        "\"text\"",
        "null",
        "{\"image\": 1}",
        "{\"image\": null}",
        "{\"image\": [\"AAAA\"]}",
        "{\"images\": \"AAAA\"}",
        "{\"images\": {\"a\": 1}}",
        "{\"images\": [1]}",
        "{\"images\": [null]}",
        "{\"images\": [\"AAAA\"",
        "{\"image\": \"AAAA\", \"images\": [\"AAAA\"]}",
        "{\"image\": \"AAAA\", \"image\": \"BBBB\"}",
        "{\"image\": \"AAAA\", \"topK\": 1, \"topK\": 2}",
        "{'image': 'AAAA'}",
        "{\"image\": \"AAAA\",}",
        "\uFEFF"
      })
  void unexpectedJsonIsRejected(String body) {
    assertProblem(api.classifyJson(body), 400, "malformed-json");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void deepNestingIsRejected() {
    assertProblem(
        api.classifyJson("{\"image\": \"AAAA\", \"x\": " + "[".repeat(50_000)),
        400,
        "malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"images\": []}", "{\"topK\": 3}"})
  void aRequestWithoutAnImageIsRejected(String body) {
    assertProblem(api.classifyJson(body), 400, "no-picture");
  }

  @Test
  void optionsMayPrecedeAndFollowTheImage() {
    api.classifyJson("{\"topK\": 2, \"image\": \"%s\", \"minConfidence\": 0.1}".formatted(PLAIN));

    assertThat(api.labeler.requested).containsExactly(new TopK(2, 0.1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"topK\": \"3\"",
        "\"topK\": null",
        "\"topK\": 3.0",
        "\"topK\": 0",
        "\"minConfidence\": true",
        "\"minConfidence\": -1",
        "\"minConfidence\": [0.5]",
        "\"topk\": 3",
        "\"other\": {\"deep\": [1]}"
      })
  void invalidFieldsAreNamed(String field) {
    String name = field.substring(1, field.indexOf('"', 1));
    HttpResponse response = api.classifyJson("{\"image\": \"%s\", %s}".formatted(PLAIN, field));

    assertThat(assertProblem(response, 400, "bad-parameter")).contains(name);
  }

  @Test
  void anOptionInBothQueryAndBodyIsADuplicate() {
    HttpResponse response =
        api.handle(
            TestApi.request(
                "POST",
                "/classify?topK=2",
                "{\"image\": \"%s\", \"topK\": 3}"
                    .formatted(PLAIN)
                    .getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json; charset=UTF-8"));

    assertThat(assertProblem(response, 400, "bad-parameter")).contains("more than once");
  }

  @Test
  void theResponseToAListOfOneImageIsAList() {
    HttpResponse response = api.classifyJson("{\"images\": [\"%s\"]}".formatted(PLAIN));

    assertThat(TestApi.json(response).path("results")).hasSize(1);
  }

  @Test
  void damagedJsonNeverCausesAFailure() {
    Random random = new Random(7);
    String json =
        "{\"topK\": 3, \"images\": [\"%s\", \"data:;base64,%s\"]}".formatted(PLAIN, URL_SAFE);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder damaged = new StringBuilder(json);
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged.setCharAt(
            random.nextInt(damaged.length()), "{}[]\",:\\u0e-\0".charAt(random.nextInt(13)));
      }
      damaged.setLength(random.nextInt(4) == 0 ? random.nextInt(json.length()) : json.length());
      assertThat(api.classifyJson(damaged.toString()).status()).as("%s", damaged).isIn(200, 400);
    }
  }
}
