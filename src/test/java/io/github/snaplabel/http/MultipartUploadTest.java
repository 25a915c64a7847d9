package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.TopK;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartUploadTest {
  private static final String JPEG_START = FakeLabeler.START;
  private static final String END = "--B--\r\n";

  private final TestApi api = new TestApi();

  private static String part(String name, String content) {
    return "--B\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n%s\r\n"
        .formatted(name, content);
  }

  private static String file(String label) {
    return part("file", JPEG_START + label);
  }

  private HttpResponse classify(String body) {
    return classify("multipart/form-data; boundary=B", body);
  }

  private HttpResponse classify(String type, String body) {
    return api.classify(body.getBytes(StandardCharsets.ISO_8859_1), "Content-Type: " + type);
  }

  private static String label(HttpResponse response) {
    return TestApi.json(response).at("/predictions/0/label").asText();
  }

  @Test
  void theResponseToOneFileIsAnObject() {
    assertThat(label(classify(file("alp") + END))).isEqualTo("alp");
  }

  @Test
  void theResponseToSeveralFilesIsAList() {
    HttpResponse response = classify(file("a") + file("corrupt") + part("file", "text") + END);

    assertThat(TestApi.json(response).path("results").valueStream())
        .extracting(result -> result.at("/error/code").asText(result.at("/image/format").asText()))
        .containsExactly("jpeg", "corrupt-image", "unsupported-image");
  }

  @Test
  void contentMayContainLineBreaksAndSimilarBoundaries() {
    assertThat(label(classify(file("\r\n--C\r\n-B\r\n\r\n--") + END)))
        .isEqualTo("\r\n--C\r\n-B\r\n\r\n--");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=\"B\"",
        "Multipart/Form-Data;charset=utf-8;BOUNDARY=B",
        "multipart/form-data ; boundary = B"
      })
  void theBoundaryMayBeQuoted(String type) {
    assertThat(label(classify(type, file("alp") + END))).isEqualTo("alp");
  }

  @Test
  void preambleEpilogueAndSpaceAfterBoundariesAreIgnored() {
    String spaced = file("alp").replace("--B\r\n", "--B \t\r\n");

    assertThat(label(classify("Hello\r\n" + spaced + END + "Bye\r\n--B\r\n"))).isEqualTo("alp");
    assertThat(label(classify(file("alp") + "--B--"))).isEqualTo("alp");
  }

  @Test
  void headersMayHaveAnyCaseAndOrder() {
    assertThat(
            label(
                classify(
                    "--B\r\nX: y\r\ncontent-DISPOSITION:form-data;filename=\"; name=x\"; name=file\r\n\r\n"
                        + JPEG_START
                        + "alp\r\n"
                        + END)))
        .isEqualTo("alp");
  }

  @Test
  void optionsAreSeparateParts() {
    String option = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

    classify(
        option.formatted("topK", "2")
            + file("alp")
            + option.formatted("minConfidence", "0.1")
            + END);
    assertThat(api.labeler.requested).containsExactly(new TopK(2, 0.1));
    assertThat(
            assertProblem(
                classify(file("alp") + option.formatted("color", "red") + END),
                400,
                "bad-parameter"))
        .contains("color");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--B--\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"topK\"\r\n\r\n3\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--B--"
      })
  void aFormWithoutAFileHasNoImage(String body) {
    assertProblem(classify(body), 400, "no-picture");
  }

  @Test
  void anEmptyFileWithANameIsNotAnImage() {
    assertProblem(classify(part("file", "") + END), 415, "unsupported-image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "--B",
        "--B\r\n",
        "--Bx\r\n",
        "--B\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut off",
        "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut off\r\n--B",
        "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n--B--",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
        "--B\r\n\r\nx\r\n--B--",
        "--B\nContent-Disposition: form-data; name=\"file\"\n\nx\n--B--"
      })
  void aBodyThatViolatesItsBoundaryIsRejected(String body) {
    assertProblem(classify(body), 400, "malformed-multipart");
    assertThat(api.labeler.requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\""
      })
  void aBoundaryIsRequired(String type) {
    assertThat(assertProblem(classify(type, file("alp") + END), 400, "malformed-multipart"))
        .contains("boundary");
  }

  @Test
  void tooManyFilesAreRejectedBeforeWorkStarts() {
    assertProblem(classify(file("alp").repeat(17) + END), 413, "too-many-pictures");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void endlessHeadersAreRejected() {
    String headers = "X: y\r\n".repeat(5000);

    assertProblem(classify("--B\r\n" + headers + "\r\nx\r\n--B--"), 400, "malformed-multipart");
  }

  @Test
  void damagedFormsNeverCauseAFailure() {
    Random random = new Random(42);
    String form = file("alp") + part("topK", "3") + END;
    for (int round = 0; round < 5_000; round++) {
      StringBuilder damaged = new StringBuilder(form);
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged.setCharAt(
            random.nextInt(damaged.length()), "\r\n-B\";= x".charAt(random.nextInt(9)));
      }
      damaged.setLength(random.nextInt(4) == 0 ? random.nextInt(form.length()) : form.length());
      assertThat(classify(damaged.toString()).status()).as("%s", damaged).isIn(200, 400, 415);
    }
  }
}
