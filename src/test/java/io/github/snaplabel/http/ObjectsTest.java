package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.http.ObjectSource.Obstacle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests requests that name objects in S3 instead of containing images. */
class ObjectsTest {
  private static final ObjectId ALP = new ObjectId("holiday/alp 1.jpg", null);
  private static final String NAMES_ALP = "{\"object\": {\"key\": \"holiday/alp 1.jpg\"}}";

  private final FakeLabeler labeler = new FakeLabeler();
  private final FakeObjects objects = new FakeObjects(labeler);
  private final TestApi api = new TestApi(HttpSettings.DEFAULT, objects.access());

  @BeforeEach
  void put() {
    objects.put(ALP, FakeLabeler.image("alp"));
    objects.put(new ObjectId("cat.jpg", "v1"), FakeLabeler.image("old cat"));
    objects.put(new ObjectId("bad.jpg", null), FakeLabeler.image("corrupt"));
    objects.put(new ObjectId("huge.jpg", null), FakeLabeler.image("huge"));
  }

  @Test
  void anObjectIsLabeledLikeAnImage() {
    HttpResponse response =
        api.classifyJson("{\"topK\": 2, \"object\": {\"key\": \"holiday/alp 1.jpg\"}}");

    assertThat(response.status()).isEqualTo(200);
    JsonNode body = TestApi.json(response);
    assertThat(body.at("/predictions/0/label").asText()).isEqualTo("alp");
    assertThat(body.path("predictions")).hasSize(2);
    assertThat(labeler.requested).containsExactly(new TopK(2, 0));
    assertThat(api.observer.calls).containsExactly("labeled 8 alp");
  }

  @Test
  void aVersionCanBeNamed() {
    HttpResponse response =
        api.classifyJson("{\"object\": {\"versionId\": \"v1\", \"key\": \"cat.jpg\"}}");

    assertThat(TestApi.json(response).at("/predictions/0/label").asText()).isEqualTo("old cat");
    assertProblem(
        api.classifyJson("{\"object\": {\"key\": \"cat.jpg\"}}"), 404, "object-not-found");
  }

  @Test
  void severalObjectsHaveResultsOfTheirOwnInTheirOrder() {
    objects.fail(new ObjectId("lost.jpg", null), new IllegalStateException("secret cause"));
    HttpResponse response =
        api.classifyJson(
            """
            {"objects": [{"key": "none"}, {"key": "holiday/alp 1.jpg"}, {"key": "bad.jpg"},
                         {"key": "lost.jpg"}]}
            """);

    JsonNode results = TestApi.json(response).path("results");
    assertThat(results).hasSize(4);
    assertThat(results.at("/0/error/code").asText()).isEqualTo("object-not-found");
    assertThat(results.at("/1/predictions/0/label").asText()).isEqualTo("alp");
    assertThat(results.at("/2/error/code").asText()).isEqualTo("corrupt-image");
    assertThat(results.at("/3/error/code").asText()).isEqualTo("s3-failed");
    assertThat(response.body()).doesNotContain("secret");
    assertThat(api.observer.calls)
        .containsExactlyInAnyOrder(
            "unavailable object-not-found",
            "labeled 8 alp",
            "unreadable 12 corrupt-image",
            "object failed request-1 secret cause");
    assertThat(objects.secondsLeft).hasSize(4).allSatisfy(left -> assertThat(left).isEqualTo(25));
  }

  @Test
  void theResponseToAListOfOneObjectIsAList() {
    HttpResponse response = api.classifyJson("{\"objects\": [{\"key\": \"holiday/alp 1.jpg\"}]}");

    assertThat(TestApi.json(response).path("results")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING, 404, object-not-found",
    "FORBIDDEN, 403, object-forbidden",
    "ARCHIVED, 409, object-archived",
    "ENCRYPTED, 409, object-encrypted",
    "THROTTLED, 503, s3-throttled"
  })
  void eachReasonOfS3HasACode(Obstacle obstacle, int status, String code) {
    objects.obstruct(ALP, obstacle);

    assertProblem(api.classifyJson(NAMES_ALP), status, code);
    assertThat(api.observer.calls).containsExactly("unavailable " + code);
  }

  @Test
  void contentsThatAreNoUsableImageHaveTheCodesOfUploads() {
    assertProblem(
        api.classifyJson("{\"object\": {\"key\": \"huge.jpg\"}}"), 413, "image-too-large");
    assertProblem(api.classifyJson("{\"object\": {\"key\": \"bad.jpg\"}}"), 422, "corrupt-image");
    assertThat(api.observer.calls)
        .containsExactly("unreadable 9 image-too-large", "unreadable 12 corrupt-image");
  }

  @Test
  void theCauseOfAFailureIsObservedButNotSent() {
    objects.fail(ALP, new IllegalStateException("secret cause"));

    HttpResponse response = api.classifyJson(NAMES_ALP);

    assertProblem(response, 502, "s3-failed");
    assertThat(response.body()).doesNotContain("secret");
    assertThat(api.observer.calls).containsExactly("object failed request-1 secret cause");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\": \"a.jpg\"}",
        "{\"object\": {}}",
        "{\"object\": {\"key\": \"\"}}",
        "{\"object\": {\"key\": null}}",
        "{\"object\": {\"key\": [\"a.jpg\"]}}",
        "{\"object\": {\"versionId\": \"1\"}}",
        "{\"object\": {\"key\": \"a.jpg\", \"versionId\": 1}}",
        "{\"object\": {\"key\": \"a.jpg\", \"bucket\": \"another\"}}",
        "{\"object\": {\"key\": \"a.jpg\", \"key\": \"b.jpg\"}}",
        "{\"object\": {\"key\": \"a.jpg\"",
        "{\"object\": [{\"key\": \"a.jpg\"}]}",
        "{\"objects\": {\"key\": \"a.jpg\"}}",
        "{\"objects\": [\"a.jpg\"]}",
        "{\"object\": {\"key\": \"a.jpg\"}, \"objects\": [{\"key\": \"a.jpg\"}]}",
        "{\"object\": {\"key\": \"a.jpg\"}, \"image\": \"AAAA\"}"
      })
  void otherStructuresAreRejected(String body) {
    assertProblem(api.classifyJson(body), 400, "malformed-json");
    assertThat(objects.secondsLeft).isEmpty();
  }

  @Test
  void anEmptyListHasNoPicture() {
    assertProblem(api.classifyJson("{\"objects\": []}"), 400, "no-picture");
  }

  @Test
  void objectsCountAsImages() {
    String body = "{\"objects\": [%s{\"key\": \"z\"}]}".formatted("{\"key\": \"a\"},".repeat(16));

    assertProblem(api.classifyJson(body), 413, "too-many-pictures");
  }

  @Test
  void objectsAreRefusedWhereTheyAreDisabled() {
    TestApi disabled = new TestApi();

    assertThat(assertProblem(disabled.classifyJson(NAMES_ALP), 403, "objects-disabled"))
        .isEqualTo("There is no bucket");
    assertProblem(
        disabled.classifyJson("{\"objects\": [{\"key\": \"a\"}]}"), 403, "objects-disabled");
    assertThat(disabled.labeler.requested).isEmpty();
  }
}
