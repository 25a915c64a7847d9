package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.classify.UnknownLabelException;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageFailures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifyTest {
  private final TestApi api = new TestApi();

  private HttpResponse classify(String query) {
    return api.handle(TestApi.request("POST", "/classify?" + query, FakeLabeler.image("alp")));
  }

  private static String text(String label) {
    return '"' + Base64.getEncoder().encodeToString(FakeLabeler.image(label)) + '"';
  }

  @Test
  void theResponseToOneImageIsAnObject() {
    HttpResponse response =
        api.handle(TestApi.request("POST", "/classify?topK=1", FakeLabeler.image("alp")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("Content-Type", "application/json");
    assertThat(response.body())
        .isEqualTo(
            """
            {"model":{"name":"resnet18","precision":"int8","version":"5f730abdd83c"},\
            "image":{"format":"jpeg","width":320,"height":151,"orientation":1},\
            "predictions":[{"rank":1,"label":"alp","wnid":"n00000001","index":0,"probability":0.5,\
            "parents":[],"aliases":[]}],\
            "label":{"name":"alp","wnid":"n00000001","index":0,"probability":0.5,\
            "path":["thing","alp"]},\
            "timing":{"decodeMs":1.0,"preprocessMs":2.0,"inferenceMs":3.0,"totalMs":6.5}}
            """);
    assertThat(api.observer.calls).containsExactly("labeled 8 alp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "image/heic",
        "IMAGE/PNG; q=1",
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "text/plain"
      })
  void aRawImageIsAcceptedWithAnyType(String type) {
    assertThat(api.classify(FakeLabeler.image("alp"), "Content-Type: " + type).status())
        .isEqualTo(200);
  }

  @Test
  void aRawImageIsAcceptedWithoutAType() {
    assertThat(api.classify(FakeLabeler.image("alp")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity, deflate", "GZIP"})
  void anEncodedBodyIsRejectedWithTheAcceptedEncoding(String coding) {
    HttpResponse response =
        api.classify(
            FakeLabeler.image("alp"),
            "Content-Type: application/json",
            "Content-Encoding: " + coding);

    assertThat(assertProblem(response, 415, "unsupported-media-type"))
        .contains("Content-Encoding", coding.replace("identity, ", ""));
    assertThat(response.headers()).containsEntry("Accept-Encoding", "identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", ""})
  void identityEncodingIsAccepted(String coding) {
    assertThat(api.classify(FakeLabeler.image("alp"), "Content-Encoding: " + coding).status())
        .isEqualTo(200);
  }

  @Test
  void aTextFileSentByCurlIsNotAnImage() {
    HttpResponse response =
        api.classify(
            "hello".getBytes(StandardCharsets.UTF_8),
            "Content-Type: application/x-www-form-urlencoded");

    assertThat(assertProblem(response, 415, "unsupported-media-type"))
        .contains("application/x-www-form-urlencoded");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void otherBinaryFilesAreReportedByTheDecoder() {
    HttpResponse response =
        api.classify(
            "\0\0\0\30ftypheic".getBytes(StandardCharsets.ISO_8859_1),
            "Content-Type: application/x-www-form-urlencoded");

    assertProblem(response, 415, "unsupported-image");
  }

  @Test
  void textThatIsDeclaredAsAnImageIsUnsupported() {
    HttpResponse response =
        api.classify("hello".getBytes(StandardCharsets.UTF_8), "Content-Type: image/jpeg");

    assertThat(assertProblem(response, 415, "unsupported-image"))
        .isEqualTo(ImageFailures.noImage().getMessage());
    assertThat(api.observer.calls).containsExactly("unreadable 5 unsupported-image");
  }

  @Test
  void damagedAndHugeImagesHaveDifferentCodes() {
    assertProblem(api.classify(FakeLabeler.image("corrupt")), 422, "corrupt-image");
    assertProblem(api.classify(FakeLabeler.image("huge")), 413, "image-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "application/json", "multipart/form-data; boundary=x", ""})
  void anEmptyBodyHasNoImage(String type) {
    assertProblem(api.classify(new byte[0], "Content-Type: " + type), 400, "no-picture");
  }

  @Test
  void aLongNameIsTruncatedBetweenCharacters() {
    HttpResponse response = classify("a".repeat(59) + "\uD83D\uDE00b=1");

    assertThat(assertProblem(response, 400, "bad-parameter"))
        .contains("'" + "a".repeat(59) + "\uD83D\uDE00...'");
  }

  @Test
  void optionsComeFromTheQuery() {
    assertThat(classify("topK=7&minConfidence=0.25").status()).isEqualTo(200);
    assertThat(classify("topK=1000&minConfidence=1").status()).isEqualTo(200);
    assertThat(classify("minConfidence=1e-3").status()).isEqualTo(200);
    assertThat(classify("topK=999999999").status()).isEqualTo(200);
    assertThat(api.labeler.requested)
        .containsExactly(
            new TopK(7, 0.25), new TopK(1000, 1), new TopK(5, 0.001), new TopK(1000, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topK=0",
        "topK=01",
        "topK=-1",
        "topK=1.5",
        "topK=five",
        "topK=",
        "topK=99999999999",
        "topK=1&topK=2",
        "topK=\u0663",
        "minConfidence=1.01",
        "minConfidence=-0.1",
        "minConfidence=NaN",
        "minConfidence=Infinity",
        "minConfidence=0x1p-3",
        "minConfidence=0.5f",
        "minConfidence=",
        "certainty=1.01",
        "certainty=sure",
        "certainty=",
        "certainty=0.5&certainty=0.6",
        "include=dog&include=cat",
        "lang=fr",
        "lang=",
        "lang=zh&lang=zh",
        "topk=3",
        "nonsense=1"
      })
  void invalidParametersAreNamed(String query) {
    String name = query.substring(0, query.indexOf('='));

    assertThat(assertProblem(classify(query), 400, "bad-parameter")).contains(name);
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void certaintyAndSelectionComeFromTheQueryOrTheBody() throws UnknownLabelException {
    Selection houndsOnly =
        Selection.of(TestApi.HIERARCHY, List.of("hound", "n02123045"), List.of("beagle"));
    LabelOptions expected = new LabelOptions(new TopK(5, 0), 0.9, houndsOnly);

    classify("certainty=0.9&include=Hound,n02123045&exclude=beagle");
    assertThat(api.labeler.last).isEqualTo(expected);

    api.classifyJson(
        "{\"image\": %s, \"certainty\": 0.9, \"include\": \"hound, tabby\", \"exclude\": \"beagle\"}"
            .formatted(text("alp")));
    assertThat(api.labeler.last).isEqualTo(expected);

    classify("include=&exclude=");
    assertThat(api.labeler.last).isEqualTo(LabelOptions.DEFAULT);
  }

  @Test
  void anUnknownLabelIsNamed() {
    assertThat(assertProblem(classify("include=dog,unicorn"), 400, "bad-parameter"))
        .isEqualTo("The model has no class and no node called 'unicorn'; GET /labels lists them");
    assertThat(assertProblem(classify("exclude=unicorn"), 400, "bad-parameter"))
        .contains("'unicorn'");
    assertThat(
            assertProblem(
                api.classifyJson("{\"image\": %s, \"include\": [\"dog\"]}".formatted(text("alp"))),
                400,
                "bad-parameter"))
        .isEqualTo("include must be a string: names separated by commas");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void longValuesAreTruncatedInProblems() {
    assertThat(assertProblem(classify("topK=" + "9".repeat(100_000)), 400, "bad-parameter"))
        .hasSizeLessThan(150);
  }

  @Test
  void oneBadImageDoesNotAffectTheOthers() {
    JsonNode answer =
        TestApi.json(
            api.classifyJson(
                "{\"topK\": 1, \"images\": [%s, %s, \"!!\", \"\", %s, \"aGVsbG8=\"]}"
                    .formatted(text("first"), text("corrupt"), text("last"))));

    assertThat(answer.path("model").path("name").asText()).isEqualTo("resnet18");
    assertThat(answer.path("results").valueStream())
        .extracting(result ->
            result.has("error")
                ? result.at("/error/code").asText()
                : result.at("/predictions/0/label").asText())
        .containsExactly(
            "first", "corrupt-image", "bad-base64", "no-picture", "last", "unsupported-image");
    assertThat(answer.at("/results/1").toString())
        .isEqualTo(
            "{\"error\":{\"code\":\"corrupt-image\",\"title\":\"The image is damaged\",\"detail\":\"%s\"}}"
                .formatted(ImageFailures.corrupt().getMessage()));
    assertThat(api.observer.calls).hasSize(4);
  }

  @Test
  void imagesAreLabeledConcurrentlyUpToTheNumberOfProcessors() {
    String images = String.join(",", Collections.nCopies(16, text("waits-for-another")));
    int processors = Runtime.getRuntime().availableProcessors();
    assumeTrue(processors > 1, "one processor");

    HttpResponse response = api.classifyJson("{\"images\": [" + images + "]}");

    assertThat(TestApi.json(response).path("results")).hasSize(16);
    assertThat(api.labeler.maxRunning.get()).isBetween(2, processors);
  }

  @Test
  void tooManyImagesAreRejectedBeforeWorkStarts() {
    String images = String.join(",", Collections.nCopies(17, text("alp")));

    assertThat(
            assertProblem(
                api.classifyJson("{\"images\": [" + images + "]}"), 413, "too-many-pictures"))
        .contains("16");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void aResponseThatWouldExceedLambdasLimitIsRejectedBeforeWorkStarts() {
    TestApi generous = new TestApi(new HttpSettings(Access.IAM, null, null, 100, 5));
    String images = String.join(",", Collections.nCopies(30, text("alp")));

    assertProblem(
        generous.classifyJson("{\"topK\": 1000, \"images\": [" + images + "]}"),
        413,
        "answer-too-large");
    assertThat(generous.labeler.requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void theLargestAllowedResponseFits(String language) {
    String images =
        String.join(",", Collections.nCopies(16, text("Irish soft-coated wheaten terrier")));
    HttpResponse response =
        api.classifyJson(
            "{\"topK\": 1000, \"lang\": \"%s\", \"images\": [%s]}".formatted(language, images));

    assertThat(response.status()).isEqualTo(200);
    for (var envelope : HttpRequest.Envelope.values()) {
      assertThat(new ResponseWriter().write(response, envelope))
          .hasSizeLessThan(ResponseWriter.MAX_BYTES);
    }
  }

  @Test
  void anInternalFailureFailsTheWholeRequest() {
    HttpResponse response =
        api.classifyJson("{\"images\": [%s, %s]}".formatted(text("alp"), text("broken-model")));

    assertProblem(response, 500, "internal-error");
    assertThat(api.observer.calls).anyMatch(line -> line.startsWith("failed request-1"));
  }
}
