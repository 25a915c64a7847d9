package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.Access;
import io.github.snaplabel.http.HttpApi;
import io.github.snaplabel.http.HttpResponse;
import io.github.snaplabel.http.HttpSettings;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfo;
import io.github.snaplabel.http.ModelInfos;
import io.github.snaplabel.http.ObjectAccess.NoObjects;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which requests Rekognition's API answers, and whom. */
class RekognitionRequestsTest {
  /** SHA-256 of "secret". */
  private static final String HASH =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private static final String TARGET = "RekognitionService.DetectLabels";

  private HttpApi http;
  private RekognitionRequests requests;

  @BeforeEach
  void open() throws IOException {
    Labeling labeling =
        new Labeling(
            (_, _) ->
                new LabeledImage(
                    new ImageHeader(ImageFormat.JPEG, 3, 4, 1),
                    List.of(),
                    null,
                    new Timing(1, 1, 1, 3)),
            Hierarchy.flat(Labels.read(Path.of("model", ModelBundle.LABELS))),
            LabelOptions.DEFAULT,
            new NoObjects("There is no bucket"));
    ModelInfo model = ModelInfos.trained();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    HttpTelemetry observer =
        new HttpTelemetry(
            new Telemetry("snaplabel", nowhere), new CollectingLogger(new ArrayList<>()));
    http =
        new HttpApi(new HttpSettings(Access.TOKEN, HASH, null, 16, 5), labeling, model, observer);
    requests = new RekognitionRequests(labeling, model, observer);
  }

  private HttpResponse send(String method, @Nullable String target, @Nullable String token) {
    return send(method, "/", target, token);
  }

  private HttpResponse send(
      String method, String path, @Nullable String target, @Nullable String token) {
    Map<String, List<String>> headers = new HashMap<>();
    if (target != null) {
      headers.put("x-amz-target", List.of(target));
    }
    if (token != null) {
      headers.put("authorization", List.of("Bearer " + token));
    }
    return requests.handle(
        new HttpRequest(
            HttpRequest.Envelope.HTTP_API,
            method,
            path,
            Map.of(),
            headers,
            "{\"Image\": {\"Bytes\": \"AAAA\"}}".getBytes(StandardCharsets.UTF_8),
            "request-1"),
        http);
  }

  @Test
  void aClientOfRekognitionWithTheTokenIsAnswered() {
    HttpResponse response = send("POST", TARGET, "secret");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).startsWith("{\"Labels\":[]");
  }

  @Test
  void withoutTheTokenItIsDenied() {
    for (String token : new String[] {null, "wrong"}) {
      HttpResponse response = send("POST", TARGET, token);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("AccessDeniedException");
    }
  }

  @Test
  void otherRequestsAreOurs() {
    assertThat(send("GET", TARGET, null).headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(send("POST", null, "secret").status()).isEqualTo(405);
    assertThat(send("POST", "/classify", TARGET, "secret").status()).isEqualTo(200);
    assertThat(send("POST", "/nothing", TARGET, "secret").status()).isEqualTo(404);
  }
}
