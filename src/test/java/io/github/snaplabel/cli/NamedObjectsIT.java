package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests requests that name objects: of moto's S3, and of a folder. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamedObjectsIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final String KEY = "my album/café+1.jpg";

  @TempDir Path folder;
  @TempDir Path logs;

  private String address = "";

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  private RunningCommand serve(Map<String, String> environment, Object... options)
      throws IOException {
    Object[] all = new Object[options.length + 3];
    all[0] = "serve";
    all[1] = "--port";
    all[2] = 0;
    System.arraycopy(options, 0, all, 3, options.length);
    RunningCommand serve = RunningCommand.with(environment, logs.resolve("log"), all);
    String line = serve.line();
    while (!line.startsWith("SnapLabel listens on ")) {
      assertThat(line).isNotEqualTo("null");
      line = serve.line();
    }
    address = line.substring(line.indexOf("http"));
    return serve;
  }

  private RunningCommand serve(MotoServer moto, String access) throws IOException {
    return serve(
        Map.of(
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "SNAPLABEL_BUCKET", "photos",
            "SNAPLABEL_ACCESS", access),
        "--s3-endpoint",
        moto.endpoint());
  }

  private JsonNode classify(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/classify"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(40))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private JsonNode classifyKey(String key) throws IOException, InterruptedException {
    return classify("{\"object\": {\"key\": \"%s\"}}".formatted(key));
  }

  private static void assertSelfTest(JsonNode answer) {
    assertThat(answer.at("/predictions/0/label").asText())
        .as(answer.toString())
        .isEqualTo(ModelAnswers.selfTest());
  }

  /** Returns a BMP, 24 bits and gray, of the given height and 2000 pixels wide. */
  private static byte[] bmp(int height) {
    int pixels = 2000 * height * 3;
    ByteBuffer bmp = ByteBuffer.allocate(54 + pixels).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(54 + pixels).putInt(0).putInt(54);
    bmp.putInt(40).putInt(2000).putInt(height).putShort((short) 1).putShort((short) 24);
    bmp.putInt(0).putInt(pixels);
    bmp.position(54);
    while (bmp.hasRemaining()) {
      bmp.put((byte) 127);
    }
    return bmp.array();
  }

  @Test
  void objectsOfMotosS3AreLabeledUpToTheLimitOfS3() throws Exception {
    Needs.moto();
    Path large = Files.write(folder.resolve("large.bmp"), bmp(5000));
    Path tooLarge = Files.write(folder.resolve("too-large.bmp"), bmp(6000));
    try (MotoServer moto = MotoServer.start()) {
      moto.upload(Map.of(KEY, PHOTO, "large.bmp", large, "too-large.bmp", tooLarge));
      moto.archive("archived.jpg", PHOTO);
      moto.tag(KEY, Map.of("project", "north"));
      try (RunningCommand _ = serve(moto, "iam")) {
        assertSelfTest(classifyKey(KEY));
        assertThat(classifyKey("large.bmp").at("/image/height").asInt()).isEqualTo(5000);
        assertThat(classifyKey("too-large.bmp").at("/code").asText()).isEqualTo("image-too-large");
        JsonNode missing = classifyKey("none.jpg");
        assertThat(missing.at("/code").asText()).isEqualTo("object-not-found");
        assertThat(missing.at("/status").asInt()).isEqualTo(404);
        assertThat(classifyKey("archived.jpg").at("/code").asText()).isEqualTo("object-archived");
        JsonNode results =
            classify("{\"objects\": [{\"key\": \"none.jpg\"}, {\"key\": \"%s\"}]}".formatted(KEY))
                .path("results");
        assertThat(results.at("/0/error/code").asText()).isEqualTo("object-not-found");
        assertSelfTest(results.get(1));
      }
      assertThat(moto.tags(KEY)).isEqualTo(Map.of("project", "north"));
      try (RunningCommand _ = serve(moto, "public")) {
        assertThat(classifyKey(KEY).at("/code").asText()).isEqualTo("objects-disabled");
      }
    }
  }

  @Test
  void filesOfAFolderAreLabeledByTheirPaths() throws Exception {
    Path file = folder.resolve(KEY);
    Files.createDirectories(file.getParent());
    Files.copy(PHOTO, file);
    try (RunningCommand _ = serve(Map.of(), "--bucket", folder)) {
      assertSelfTest(classifyKey(KEY));
      assertThat(classifyKey("../secret.jpg").at("/code").asText()).isEqualTo("object-not-found");
      assertThat(classifyKey(".snaplabel/tags.json").at("/code").asText())
          .isEqualTo("object-not-found");
      String versioned = "{\"object\": {\"key\": \"%s\", \"versionId\": \"%s\"}}";
      assertSelfTest(classify(versioned.formatted(KEY, "null")));
      assertThat(classify(versioned.formatted(KEY, "1")).at("/code").asText())
          .isEqualTo("object-not-found");
    }
  }
}
