package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.event.Events;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.vision.Activation;
import io.github.snaplabel.vision.ImageLabeler;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.Labels;
import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.ModelManifest;
import io.github.snaplabel.vision.NativeLibraries;
import io.github.snaplabel.vision.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The compiled model answers as the description says and as its compiler recorded; where it is the
 * one that the description's examples are of, it answers those.
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
            ImageLimits.DEFAULT,
            2);
    api =
        new HttpApi(
            HttpSettings.DEFAULT,
            labeler::label,
            new ModelInfo(
                manifest.name(),
                manifest.version(),
                bundle.precision(),
                manifest.inputSize(),
                manifest.classes(),
                manifest.labels(),
                manifest.activation(),
                labels.longestName(),
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
    assumeTrue(
        bundle.manifest().version().equals("5f730abdd83c")
            && bundle.manifest().name().equals("resnet18")
            && bundle.precision() == Precision.INT8
            && bundle.manifest().inputSize() == 224,
        "another model was built than the examples are of");
    JsonNode example = description.at(pointer);
    assertThat(example.isObject()).as(pointer).isTrue();
    return example;
  }

  private JsonNode answer(HttpRequest request) {
    return TestApi.json(api.handle(request));
  }

  /** Times differ, and probabilities may in what the model's self-test lets pass too. */
  private static void assertAlike(JsonNode actual, JsonNode expected) {
    List<JsonNode> found = actual.findValues("probability");
    List<JsonNode> described = expected.findValues("probability");
    assertThat(found).hasSameSizeAs(described);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).asDouble()).isCloseTo(described.get(i).asDouble(), within(0.01));
    }
    assertThat(withoutNumbers(actual)).isEqualTo(withoutNumbers(expected));
  }

  private static JsonNode withoutNumbers(JsonNode answer) {
    JsonNode copy = answer.deepCopy();
    copy.findParents("timing").forEach(parent -> ((ObjectNode) parent).remove("timing"));
    copy.findParents("probability").forEach(parent -> ((ObjectNode) parent).remove("probability"));
    return copy;
  }

  @Test
  void thePhotoOfTheSelfTestIsAnsweredAsItWasCompiled() throws Exception {
    ModelManifest manifest = bundle.manifest();
    ModelManifest.Answer recorded =
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
      Labels.Label label = labels.get(prediction.path("index").asInt());
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
  void theModelSaysOfItselfWhatItsManifestSays() {
    ModelManifest manifest = bundle.manifest();

    JsonNode answer = answer(TestApi.request("GET", "/model", new byte[0]));

    assertThat(answer.path("name").asText()).isEqualTo(manifest.name());
    assertThat(answer.path("version").asText()).isEqualTo(manifest.version());
    assertThat(answer.path("inputSize").asInt()).isEqualTo(manifest.inputSize());
    assertThat(answer.path("classes").asInt()).isEqualTo(labels.size());
    assertThat(answer.path("labels").asText()).isEqualTo(manifest.labels());
  }

  @Test
  void onePicture() throws Exception {
    assertAlike(
        answer(Events.http("http-api-image")),
        example(
            "/paths/~1classify/post/responses/200/content/application~1json/examples/single/value"));
  }

  @Test
  void severalPictures() throws Exception {
    Base64.Encoder base64 = Base64.getEncoder();
    String body =
        "{\"topK\": 1, \"images\": [\"%s\", \"%s\"]}"
            .formatted(
                base64.encodeToString(Files.readAllBytes(Path.of("model/self-test.jpg"))),
                base64.encodeToString("Not a picture.\n".getBytes(StandardCharsets.UTF_8)));

    assertAlike(
        answer(
            TestApi.request(
                "POST",
                "/classify",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json")),
        example(
            "/paths/~1classify/post/responses/200/content/application~1json/examples/several/value"));
  }

  @Test
  void aProblem() throws Exception {
    assertThat(answer(Events.http("http-not-an-image")))
        .isEqualTo(
            example("/components/responses/Problem/content/application~1problem+json/example"));
  }

  @Test
  void theModel() {
    assertThat(answer(TestApi.request("GET", "/model", new byte[0])))
        .isEqualTo(example("/paths/~1model/get/responses/200/content/application~1json/example"));
  }
}
