package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the API with a real network of twelve classes that are not ImageNet's. */
@TestInstance(Lifecycle.PER_CLASS)
class OwnClassesApiTest {
  private static final byte[] PHOTO = photo();

  private ImageLabeler labeler;
  private HttpApi api;

  private static byte[] photo() {
    try {
      return Files.readAllBytes(Path.of("model/self-test.jpg"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  void open() throws IOException {
    ModelBundle bundle = ModelBundle.read(TestBundle.ofOwnClasses());
    ModelManifest manifest = bundle.manifest();
    labeler =
        ImageLabeler.open(TestBundle.natives(), bundle, LabelerOptions.of(ImageLimits.DEFAULT));
    ModelInfo info =
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
            manifest.notice());
    api =
        new HttpApi(
            HttpSettings.DEFAULT,
            new Labeling(labeler, labeler.hierarchy(), LabelOptions.DEFAULT, TestApi.NO_OBJECTS),
            info,
            new RecordingObserver());
  }

  @AfterAll
  void close() {
    labeler.close();
  }

  private HttpResponse classify(String query) {
    return api.handle(TestApi.request("POST", "/classify" + query, PHOTO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?topK=12", "?topK=13", "?topK=5000"})
  void aLargeTopKReturnsAllClassesByNameAndWithoutWordNetIds(String query) {
    JsonNode predictions = TestApi.json(classify(query)).path("predictions");

    assertThat(predictions).hasSize(TestBundle.OWN_CLASSES.size());
    Set<String> names = new HashSet<>();
    double sum = 0;
    for (JsonNode prediction : predictions) {
      assertThat(prediction.has("wnid")).isFalse();
      assertThat(prediction.path("label").asText())
          .isEqualTo(TestBundle.OWN_CLASSES.get(prediction.path("index").asInt()).strip());
      names.add(prediction.path("label").asText());
      sum += prediction.path("probability").asDouble();
    }
    assertThat(names).hasSize(12);
    assertThat(sum).isBetween(0.9999, 1.0001);
  }

  @Test
  void anInvalidTopKIsRejectedWithTheNumberOfClasses() {
    HttpResponse response = classify("?topK=0");

    assertThat(response.status()).isEqualTo(400);
    assertThat(TestApi.json(response).path("detail").asText())
        .isEqualTo("topK must be a whole number from 1, not '0'; this model has 12 classes");
  }

  @Test
  void theModelIsDescribedWithItsClassesAndTheSourceOfTheirNames() {
    JsonNode model = TestApi.json(api.handle(TestApi.request("GET", "/model", new byte[0])));

    assertThat(model.path("name").asText()).isEqualTo("pets-v2.1");
    assertThat(model.path("inputSize").asInt()).isEqualTo(128);
    assertThat(model.path("resize").asInt()).isEqualTo(128);
    assertThat(model.path("classes").asInt()).isEqualTo(12);
    assertThat(model.path("labels").asText()).isEqualTo("my classes.txt");
    assertThat(model.path("activation").asText()).isEqualTo("softmax");
  }

  /** The names have up to 128 characters, including some that are escaped twice. */
  @Test
  void responsesWithAllNamesStayWithinTheLimit() {
    String photo = "\"" + Base64.getEncoder().encodeToString(PHOTO) + "\"";
    String body =
        "{\"topK\": 12, \"images\": [" + String.join(",", Collections.nCopies(16, photo)) + "]}";
    HttpResponse response =
        api.handle(
            TestApi.request(
                "POST",
                "/classify",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(TestApi.json(response).path("results")).hasSize(16);
  }
}
