package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which files {@code serve --bucket} labels, and when. */
class BucketIT extends ServedBucket {
  private static final String KEY = "my album/café+1 100% 猫 😀.jpg";

  @Test
  void existingAndLaterFilesAreLabeled() throws Exception {
    put(PHOTO, KEY);
    Files.write(folder.resolve("broken.jpg"), Arrays.copyOf(Files.readAllBytes(PHOTO), 5000));
    Files.copy(Path.of("src/test/resources/unread/photo.avif"), folder.resolve("phone"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output)
          .anyMatch(line -> hasSelfTestLabel(line, KEY))
          .contains(
              "broken.jpg: corrupt-image",
              "phone: unsupported-image",
              "1 of 3 pictures is tagged, 2 cannot be read.");
      assertThat(storedEntry(KEY).at("/tags/snaplabel:labels").asText())
          .startsWith(ModelAnswers.selfTestTag() + "=");
      assertThat(storedEntry("broken.jpg").at("/tags/snaplabel:error").asText())
          .isEqualTo("corrupt-image");
      assertThat(storedEntry("phone").at("/tags/snaplabel:error").asText())
          .isEqualTo("unsupported-image");
      assertThat(storedEntry("notes.txt").get("tags")).isEmpty();

      put(OTHER, "new/dropped.jpg");
      readUntil(serve, output, "new/dropped.jpg: .* %");
      assertThat(storedEntry("new/dropped.jpg").at("/tags/snaplabel:labels").asText()).isNotEmpty();

      String before = storedEntry(KEY).get("eTag").asText();
      put(OTHER, KEY);
      readUntil(serve, output, "café.*: .* %");
      assertThat(output.getLast()).contains(": " + FoldedLabel.of(ModelAnswers.of(OTHER)) + " ");

      Files.move(folder.resolve("new/dropped.jpg"), folder.resolve("renamed.jpg"));
      readUntil(serve, output, "renamed.jpg: .* %");
      assertThat(output).contains("new/dropped.jpg: gone");

      assertThat(end(serve))
          .isEqualTo(
              "2 of 4 pictures are tagged; the tags are in %s.",
              folder.toRealPath().resolve(".snaplabel/tags.json"));
      assertThat(storedEntry(KEY).get("eTag").asText()).isNotEqualTo(before);
      assertThat(Files.readString(folder.resolve(".snaplabel/tags.json")))
          .contains("renamed.jpg")
          .doesNotContain("dropped.jpg");
    }
    assertThat(Files.readAllLines(logs.resolve("log"))).isEqualTo(ModelAnswers.warnings());
  }

  @Test
  void aHeicIsTaggedClassifiedAndShownAsItsPixelsAre() throws Exception {
    Files.write(folder.resolve("IMG_0001.HEIC"), HeicPhoto.file());
    Files.write(folder.resolve("twin.png"), HeicPhoto.twin());
    Files.write(folder.resolve("cut.heic"), HeicPhoto.cut());
    List<String> output = new ArrayList<>();
    try (RunningCommand _ = serve(output);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(output)
          .contains("cut.heic: corrupt-image", "2 of 3 pictures are tagged, 1 cannot be read.");
      assertThat(storedEntry("IMG_0001.HEIC").get("tags"))
          .isNotEmpty()
          .isEqualTo(storedEntry("twin.png").get("tags"));
      assertThat(classify(client, "image/heic", HeicPhoto.file()))
          .isNotEmpty()
          .isEqualTo(classify(client, "image/png", HeicPhoto.twin()));
      HttpResponse<String> original = get(client, "/bucket/objects/IMG_0001.HEIC");
      assertThat(original.headers().firstValue("content-type")).contains("image/heic");
      HttpResponse<String> thumbnail = get(client, "/bucket/thumbnails/IMG_0001.HEIC");
      assertThat(thumbnail.statusCode()).isEqualTo(200);
      assertThat(thumbnail.headers().firstValue("content-type")).contains("image/jpeg");
    }
  }

  /** Returns the predictions for an image that is sent as a raw body. */
  private JsonNode classify(HttpClient client, String type, byte[] image) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/classify"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(image))
            .build();
    String body = client.send(request, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body).path("predictions");
  }

  @Test
  void aSlowlyWrittenFileIsLabeledOnceItIsComplete() throws Exception {
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      byte[] bytes = Files.readAllBytes(PHOTO);
      try (OutputStream out = Files.newOutputStream(folder.resolve("slow.jpg"))) {
        for (int from = 0; from < bytes.length; from += 1000) {
          out.write(bytes, from, Math.min(1000, bytes.length - from));
          Thread.sleep(150);
        }
      }
      readUntil(serve, output, "slow.jpg.*");

      assertThat(output.getLast()).matches(line -> hasSelfTestLabel(line, "slow.jpg"));
      assertThat(Files.readAllLines(folder.resolve(".snaplabel/function.log")))
          .filteredOn(line -> line.contains("\"outcome\""))
          .filteredOn(line -> line.contains("\"s3\""))
          .hasSize(1);
    }
  }

  @Test
  void aFileWhoseNameIsNotUtf8IsNamed() throws Exception {
    put(PHOTO, "a.jpg");
    Path odd = Path.of(URI.create(folder.toRealPath().toUri() + "caf%E9.jpg"));
    assumeThat(Path.of(odd.toString())).isNotEqualTo(odd);
    Files.copy(PHOTO, odd);
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output)
          .contains("1 of 1 picture is tagged.")
          .contains(
              odd
                  + " is ignored because its name is not valid UTF-8, as S3 keys must be:"
                  + " rename it");
      end(serve);
    }
  }

  @Test
  void anUnusableFolderIsReportedInOneSentence() throws Exception {
    LauncherRun run = LauncherRun.of("serve", "--port", 0, "--bucket", folder.resolve("absent"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("snaplabel: The folder %s does not exist.\n", folder.resolve("absent"));
    assertThat(run.out()).isEmpty();
  }
}
