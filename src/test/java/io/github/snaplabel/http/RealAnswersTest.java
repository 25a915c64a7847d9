package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.event.Events;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Tests the API with the compiled model, whichever it is: responses have the structure of the
 * examples in the OpenAPI document, and predictions match those that the compiler recorded. If
 * {@code answers/} has a file for the model's weights, predictions match that file too.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RealAnswersTest {
  private static final Path BUNDLE =
      Path.of(System.getProperty("snaplabel.bundle", "model/compiled"));

  private ModelBundle bundle;
  private Labels labels;
  private ImageLabeler labeler;
  private HttpApi api;
  private JsonNode description;

  @BeforeAll
  void loadTheModel() throws IOException {
    assumeTrue(Files.exists(BUNDLE.resolve(ModelBundle.MANIFEST)), "no model was built");
    bundle = ModelBundle.read(BUNDLE);
    labels = Labels.read(BUNDLE.resolve(ModelBundle.LABELS));
    ModelManifest manifest = bundle.manifest();
    labeler =
        ImageLabeler.open(
            new NativeLibraries(Path.of(System.getProperty("snaplabel.natives", "target/native"))),
            bundle,
            LabelerOptions.of(ImageLimits.DEFAULT).withThreads(2));
    api =
        new HttpApi(
            HttpSettings.DEFAULT,
            new Labeling(labeler, labeler.hierarchy(), LabelOptions.DEFAULT, TestApi.NO_OBJECTS),
            new ModelInfo(
                manifest.name(),
                manifest.version(),
                bundle.precision(),
                manifest.inputSize(),
                manifest.input().resize(),
                manifest.classes(),
                manifest.labels(),
                manifest.activation(),
                manifest.trained(),
                manifest.notice()),
            new RecordingObserver());
    description = TestApi.json(api.handle(TestApi.request("GET", "/openapi.json", new byte[0])));
  }

  @AfterAll
  void close() {
    if (labeler != null) {
      labeler.close();
    }
  }

  private JsonNode example(String pointer) {
    JsonNode example = description.at(pointer);
    assertThat(example.isObject()).as(pointer).isTrue();
    return example;
  }

  private JsonNode answer(HttpRequest request) {
    return TestApi.json(api.handle(request));
  }

  /**
   * Compares names and types, but not values.
   *
   * @param place of both nodes in their documents
   */
  private void assertAlike(JsonNode actual, JsonNode example, String place) {
    if (place.endsWith("/label") && !example.isTextual()) {
      // A class, a node or null, depending on how certain the model is.
      return;
    }
    assertThat(actual.getNodeType()).as(place).isEqualTo(example.getNodeType());
    if (example.isObject()) {
      assertThat(names(actual)).as(place).isEqualTo(names(example));
      names(actual)
          .forEach(name -> assertAlike(actual.get(name), example.get(name), place + "/" + name));
    }
    for (int i = 0; i < Math.min(actual.size(), example.size()) && example.isArray(); i++) {
      assertAlike(actual.get(i), example.get(i), place + "/" + i);
    }
  }

  /** Ignores fields that not every model has; other tests compare them with the manifest. */
  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(Set.of("wnid", "notice"));
    return names;
  }

  @Test
  void theSelfTestsPhotoGetsThePredictionThatTheCompilerRecorded() throws Exception {
    ModelManifest manifest = bundle.manifest();
    ModelManifest.SelfTestAnswer recorded =
        Objects.requireNonNull(manifest.networks().get(bundle.precision())).selfTest();

    JsonNode answer = answer(Events.http("http-api-image"));

    JsonNode predictions = answer.path("predictions");
    assertThat(predictions).hasSize(Math.min(3, manifest.classes()));
    assertThat(predictions.at("/0/index").asInt()).isEqualTo(recorded.index());
    assertThat(predictions.at("/0/probability").asDouble())
        .isCloseTo(recorded.probability(), within(0.01));
    double before = 1;
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      JsonNode prediction = predictions.get(i);
      Labels.ClassLabel label = labels.get(prediction.path("index").asInt());
      assertThat(prediction.path("rank").asInt()).isEqualTo(i + 1);
      assertThat(prediction.path("label").asText()).isEqualTo(label.name());
      assertThat(prediction.path("wnid").asText(null)).isEqualTo(label.wnid());
      assertThat(prediction.path("probability").asDouble()).isBetween(0.0, before);
      before = prediction.path("probability").asDouble();
      sum += before;
    }
    if (manifest.activation() == Activation.SOFTMAX) {
      assertThat(sum).isLessThanOrEqualTo(1 + 1e-5);
    }
  }

  @Test
  void theLabelCountsAllClassesWhateverTopKIs() throws Exception {
    byte[] photo = Files.readAllBytes(Path.of("model/self-test.jpg"));
    JsonNode all = answer(TestApi.request("POST", "/classify?topK=100000&certainty=0.5", photo));
    JsonNode one = answer(TestApi.request("POST", "/classify?topK=1&certainty=0.5", photo));

    assertThat(one.path("predictions")).hasSize(1);
    assertThat(one.path("label")).isEqualTo(all.path("label"));
    JsonNode path = one.at("/label/path");
    if (!path.isMissingNode() && bundle.manifest().activation() == Activation.SOFTMAX) {
      double sum = 0;
      for (JsonNode prediction : all.path("predictions")) {
        List<String> names = new ArrayList<>();
        prediction.path("parents").forEach(name -> names.add(name.asText()));
        names.add(prediction.path("label").asText());
        if (names.size() >= path.size()
            && names.get(path.size() - 1).equals(path.get(path.size() - 1).asText())) {
          sum += prediction.path("probability").asDouble();
        }
      }
      assertThat(one.at("/label/probability").asDouble()).isCloseTo(sum, within(1e-3));
    }
  }

  @Test
  void imageNetsClassesHaveChineseNamesBesideTheEnglishOnes() throws Exception {
    assumeTrue(bundle.manifest().labels().equals("imagenet"), "needs ImageNet's classes");
    byte[] photo = Files.readAllBytes(Path.of("model/self-test.jpg"));

    JsonNode english = answer(TestApi.request("POST", "/classify?certainty=0.01", photo));
    JsonNode chinese =
        answer(
            TestApi.request(
                "POST", "/classify?certainty=0.01", photo, "Accept-Language: zh-CN,en;q=0.5"));

    for (String place : List.of("/label", "/predictions/0", "/predictions/4")) {
      JsonNode named = chinese.at(place).path("zh");
      assertThat(named.path("name").asText()).as(place).matches("[\\p{IsHan}a-zA-Z0-9]+");
      assertThat(named.path("path").get(named.path("path").size() - 1))
          .isEqualTo(named.path("name"));
      ((ObjectNode) chinese.at(place)).remove("zh");
      assertThat(chinese.at(place)).isEqualTo(english.at(place));
    }
  }

  @Test
  void theModelIsDescribedAsInItsManifest() {
    ModelManifest manifest = bundle.manifest();

    JsonNode answer = answer(TestApi.request("GET", "/model", new byte[0]));

    assertThat(answer.path("name").asText()).isEqualTo(manifest.name());
    assertThat(answer.path("version").asText()).isEqualTo(manifest.version());
    assertThat(answer.path("inputSize").asInt()).isEqualTo(manifest.inputSize());
    assertThat(answer.path("resize").asInt()).isEqualTo(manifest.input().resize());
    assertThat(answer.path("classes").asInt()).isEqualTo(labels.size());
    assertThat(answer.path("labels").asText()).isEqualTo(manifest.labels());
  }

  @Test
  void theResponseToOneImageHasTheStructureOfTheExample() throws Exception {
    assertAlike(
        answer(Events.http("http-api-image")),
        example(
            "/paths/~1classify/post/responses/200/content/application~1json/examples/single/value"),
        "");
  }

  @Test
  void theResponseToSeveralImagesHasTheStructureOfTheExample() throws Exception {
    Base64.Encoder base64 = Base64.getEncoder();
    String body =
        "{\"topK\": 1, \"images\": [\"%s\", \"%s\"]}"
            .formatted(
                base64.encodeToString(Files.readAllBytes(Path.of("model/self-test.jpg"))),
                base64.encodeToString("Not a picture.\n".getBytes(StandardCharsets.UTF_8)));

    JsonNode answer =
        answer(
            TestApi.request(
                "POST",
                "/classify",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json"));

    JsonNode example =
        example(
            "/paths/~1classify/post/responses/200/content/application~1json/examples/several/value");
    assertAlike(answer, example, "");
    assertThat(answer.path("results")).hasSameSizeAs(example.path("results"));
    assertThat(answer.at("/results/1/error")).isEqualTo(example.at("/results/1/error"));
  }

  @Test
  void aProblemEqualsTheExample() throws Exception {
    assertThat(answer(Events.http("http-not-an-image")))
        .isEqualTo(
            example("/components/responses/Problem/content/application~1problem+json/example"));
  }

  @Test
  void theModelsDescriptionHasTheStructureOfTheExample() {
    JsonNode answer = answer(TestApi.request("GET", "/model", new byte[0]));

    assertAlike(
        answer, example("/paths/~1model/get/responses/200/content/application~1json/example"), "");
    assertThat(answer.path("trained").asBoolean()).isEqualTo(bundle.manifest().trained());
    assertThat(answer.path("notice").asText(null)).isEqualTo(bundle.manifest().notice());
  }

  /** Probabilities may differ by the tolerance of the model's self-test. */
  @Test
  void weightsWithRecordedPredictionsReturnThem() throws Exception {
    String file = bundle.identity().replace('/', '-') + ".json";
    Path path = Path.of("src/test/resources/answers", file);
    assumeTrue(
        Files.exists(path) && bundle.manifest().inputSize() == 224,
        "no answers of these weights are recorded: " + path);
    JsonNode recorded = new ObjectMapper().readTree(path.toFile());

    JsonNode predictions = answer(Events.http("http-api-image")).path("predictions");

    assertThat(recorded.path("sourceSha256").asText()).isEqualTo(bundle.manifest().sourceSha256());
    assertThat(answer(TestApi.request("GET", "/model", new byte[0])))
        .isEqualTo(recorded.path("model"));
    assertThat(predictions).hasSameSizeAs(recorded.path("predictions"));
    for (int i = 0; i < predictions.size(); i++) {
      JsonNode found = predictions.get(i);
      JsonNode expected = recorded.path("predictions").get(i);
      assertThat(found.path("label")).isEqualTo(expected.path("label"));
      assertThat(found.path("index")).isEqualTo(expected.path("index"));
      assertThat(found.path("probability").asDouble())
          .isCloseTo(expected.path("probability").asDouble(), within(0.01));
    }
  }
}
