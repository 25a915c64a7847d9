package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final TestApi api = new TestApi();

  @Test
  void healthIsOk() {
    HttpResponse response = api.send("GET", "/health");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}\n");
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  @Test
  void theLoadedModelIsDescribed() {
    assertThat(api.send("GET", "/model").body())
        .isEqualTo(
            "{\"name\":\"resnet18\",\"version\":\"5f730abdd83c\",\"precision\":\"int8\","
                + "\"inputSize\":224,\"resize\":256,\"classes\":1000,\"labels\":\"imagenet\","
                + "\"activation\":\"softmax\",\"trained\":true}\n");
  }

  @Test
  void theLabelsAreTheClassesAndTheNodesAboveThem() {
    JsonNode labels = TestApi.json(api.send("GET", "/labels"));

    assertThat(labels.path("nodes")).hasSize(TestApi.HIERARCHY.nodes());
    assertThat(labels.path("classes")).hasSize(1000);
    assertThat(labels.at("/classes/162").toString())
        .isEqualTo(
            "{\"name\":\"beagle\",\"wnid\":\"n02088364\","
                + "\"parents\":[\"animal\",\"mammal\",\"dog\",\"hound\"],\"aliases\":[]}");
  }

  @Test
  void theLabelsHaveChineseNamesIfRequested() {
    JsonNode labels = TestApi.json(api.send("GET", "/labels?lang=zh"));

    assertThat(labels.at("/classes/970/name").asText()).isEqualTo("alp");
    assertThat(labels.at("/classes/970/zh").toString())
        .isEqualTo("{\"name\":\"高山\",\"path\":[\"自然景观\",\"山\",\"高山\"]}");
    assertThat(labels.path("nodes").valueStream()).allMatch(node -> node.has("zh"));
    assertProblem(api.send("GET", "/labels?lang=fr"), 400, "bad-parameter");
  }

  @Test
  void theModelsNoticeIsPartOfItsDescription() {
    ModelInfo model = ModelInfos.withNotice("do not deploy");
    HttpApi of =
        new HttpApi(
            HttpSettings.DEFAULT,
            TestApi.labeling(new FakeLabeler()),
            model,
            new RecordingObserver());

    assertThat(of.handle(TestApi.request("GET", "/model", new byte[0])).body())
        .endsWith(",\"notice\":\"do not deploy\"}\n");
  }

  @Test
  void anUntrainedModelIsDescribedAsUntrained() {
    HttpApi of =
        new HttpApi(
            HttpSettings.DEFAULT,
            TestApi.labeling(new FakeLabeler()),
            ModelInfos.untrained(),
            new RecordingObserver());

    assertThat(of.handle(TestApi.request("GET", "/model", new byte[0])).body())
        .contains("\"name\":\"untrained\"", "\"trained\":false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/zh-Hant.json",
        "/docs",
        "/health",
        "/labels",
        "/model",
        "/openapi.json",
        "/unknown",
        "/classify"
      })
  void bodiesEndWithOneLineBreakForTerminals(String path) {
    assertThat(api.send("GET", path).body()).endsWith("\n").doesNotEndWith("\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/cat.jpg",
        "/assets/zh-Hant.json",
        "/docs",
        "/health",
        "/labels",
        "/model",
        "/openapi.json"
      })
  void headReturnsTheHeadersOfGet(String path) {
    HttpResponse get = api.send("GET", path);
    HttpResponse head = api.send("HEAD", path);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers()).isEqualTo(get.headers());
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/classify/", "/Classify", "//", "/model/x", "/assets/x.jpg"})
  void otherPathsAreNotFound(String path) {
    assertThat(assertProblem(api.send("GET", path), 404, "not-found")).contains("POST /classify");
    assertProblem(api.send("OPTIONS", path), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET;/classify;POST, OPTIONS",
        "HEAD;/classify;POST, OPTIONS",
        "DELETE;/classify;POST, OPTIONS",
        "POST;/health;GET, HEAD, OPTIONS",
        "PUT;/model;GET, HEAD, OPTIONS",
        "BREW;/;GET, HEAD, OPTIONS"
      })
  void otherMethodsAreRejectedWithTheAllowedOnes(String method, String path, String allow) {
    HttpResponse response = api.send(method, path);

    assertThat(response.headers()).containsEntry("Allow", allow);
    if (method.equals("HEAD")) {
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.body()).isEmpty();
    } else {
      assertProblem(response, 405, "method-not-allowed");
    }
  }

  @Test
  void optionsReturnsTheMethods() {
    HttpResponse response = api.send("OPTIONS", "/classify");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers())
        .containsEntry("Allow", "POST, OPTIONS")
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "*/*",
        "application/*",
        "text/html, */*;q=0.1",
        "image/png;q=0.5,APPLICATION/JSON",
        " "
      })
  void clientsThatAcceptJsonGetIt(String accept) {
    assertThat(api.send("GET", "/health", "Accept: " + accept).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/*",
        "application/xml, text/*",
        "application/json;q=0",
        "*/*, application/json; q=0.000",
        "nonsense"
      })
  void clientsThatDoNotAcceptJsonGetAProblem(String accept) {
    assertProblem(api.send("GET", "/health", "Accept: " + accept), 406, "not-acceptable");
    assertProblem(
        api.classify(FakeLabeler.image("alp"), "Accept: " + accept), 406, "not-acceptable");
    assertThat(api.labeler.requested).isEmpty();
  }

  @Test
  void thePageRequiresThatHtmlIsAccepted() {
    assertThat(api.send("GET", "/", "Accept: text/html").status()).isEqualTo(200);
    assertProblem(api.send("GET", "/", "Accept: application/json"), 406, "not-acceptable");
  }

  @Test
  void theCauseOfAFailureIsObservedButNotSent() {
    HttpResponse response = api.classify(FakeLabeler.image("broken-model"));

    assertProblem(response, 500, "internal-error");
    assertThat(response.body()).doesNotContain("secret", "IllegalState");
    assertThat(api.observer.calls).containsExactly("failed request-1 secret cause");
  }
}
