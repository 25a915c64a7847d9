package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code serve --bucket} with the packaged function. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BucketIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final Path OTHER = Path.of("model/calibration/locomotion-house-cat.jpg");
  private static final String KEY = "my album/café+1 100% 猫 😀.jpg";
  private static final String ITS_PATH =
      "/bucket/objects/my%20album/caf%C3%A9+1%20100%25%20%E7%8C%AB%20%F0%9F%98%80.jpg";

  @TempDir Path folder;
  @TempDir Path logs;

  private URI address = URI.create("http://localhost");

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  /** Starts the command, and reads its output until all existing files are done. */
  private RunningCommand serve(List<String> output) throws IOException {
    RunningCommand serve =
        RunningCommand.of(logs.resolve("log"), "serve", "--port", 0, "--bucket", folder);
    String first = "";
    while (!first.startsWith("SnapLabel listens on ")) {
      first = serve.line();
      output.add(first);
    }
    address = URI.create(first.substring(first.indexOf("http")));
    assertThat(serve.line()).isEqualTo("The folder is shown on %s/bucket", address);
    readUntil(serve, output, " tagged|There are no pictures yet");
    return serve;
  }

  private static void readUntil(RunningCommand serve, List<String> output, String pattern)
      throws IOException {
    String line;
    do {
      line = serve.line();
      assertThat(line).as("after %s", output).isNotEqualTo("null");
      output.add(line);
    } while (!line.matches(".*(" + pattern + ").*"));
  }

  private void put(Path picture, String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, Files.readAllBytes(picture));
  }

  /** Returns the stored entry of an object, once it has been written. */
  private JsonNode storedEntry(String key) throws Exception {
    Path file = folder.resolve(".snaplabel/tags.json");
    while (true) {
      JsonNode objects =
          Files.exists(file)
              ? new ObjectMapper().readTree(Files.readString(file)).get("objects")
              : new ObjectMapper().createObjectNode();
      if (objects.path(key).has("outcome")) {
        return objects.get(key);
      }
      Thread.sleep(50);
    }
  }

  private static String end(RunningCommand serve) throws Exception {
    serve.signal("INT");
    String line = serve.line();
    assertThat(serve.endsWithin(3000)).isTrue();
    return line;
  }

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
  void tagsOutliveTheCommandAndAreReused() throws Exception {
    put(PHOTO, "a.jpg");
    try (RunningCommand serve = serve(new ArrayList<>())) {
      end(serve);
    }
    JsonNode first = storedEntry("a.jpg");

    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output.getLast())
          .isEqualTo("1 of 1 picture is tagged, 1 of them in an earlier run.");
      assertThat(end(serve)).startsWith("1 of 1 picture is tagged; ");
    }
    assertThat(storedEntry("a.jpg")).isEqualTo(first);
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
                  + " is ignored because its name is not valid UTF-8, as keys in S3 are:"
                  + " rename it");
      end(serve);
    }
  }

  @Test
  void filesOfAFolderThatCannotBeReadKeepTheirTags() throws Exception {
    put(PHOTO, "a.jpg");
    put(PHOTO, "sub/b.jpg");
    try (RunningCommand serve = serve(new ArrayList<>())) {
      end(serve);
    }
    JsonNode before = storedEntry("sub/b.jpg");
    Path sub = folder.resolve("sub");
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(sub)).as("permissions apply to this user").isFalse();
      List<String> output = new ArrayList<>();
      try (RunningCommand serve = serve(output)) {
        assertThat(output).contains(sub.toRealPath() + " cannot be read");
        put(OTHER, "a.jpg");
        readUntil(serve, output, "a.jpg: .* %");
        end(serve);
      }
      assertThat(output).noneMatch(line -> line.contains("gone"));
      assertThat(storedEntry("sub/b.jpg")).isEqualTo(before);
    } finally {
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aDamagedTagsFileIsRenamed() throws Exception {
    put(PHOTO, "a.jpg");
    Files.createDirectory(folder.resolve(".snaplabel"));
    Files.writeString(folder.resolve(".snaplabel/tags.json"), "{\"objects\": {\"a.jpg\"");
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output.getFirst())
          .contains("tags.json is damaged: renamed it to tags.json.damaged-");
      assertThat(output).anyMatch(line -> hasSelfTestLabel(line, "a.jpg"));
      end(serve);
    }
    try (Stream<Path> files = Files.list(folder.resolve(".snaplabel"))) {
      assertThat(files.filter(file -> file.toString().contains(".damaged-")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasContent("{\"objects\": {\"a.jpg\""));
    }
  }

  @Test
  void thePageAndItsPicturesComeFromThisMachineAlone() throws Exception {
    put(PHOTO, KEY);
    Files.writeString(folder.resolve("page.jpg"), "<!doctype html><script>alert(1)</script>");
    try (RunningCommand _ = serve(new ArrayList<>());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page = get(client, "/bucket");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
          .contains("script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(page.body()).contains("href=\"/\"");
      for (String part :
          List.of(
              "/bucket/base.css", "/bucket/page.css", "/bucket/bucket.css", "/bucket/bucket.js")) {
        assertThat(page.body()).contains(part);
        assertThat(get(client, part).statusCode()).as(part).isEqualTo(200);
      }
      HttpResponse<byte[]> picture =
          client.send(
              HttpRequest.newBuilder(address.resolve(ITS_PATH)).build(),
              BodyHandlers.ofByteArray());
      assertThat(picture.body()).isEqualTo(Files.readAllBytes(PHOTO));
      assertThat(picture.headers().firstValue("content-type")).contains("image/jpeg");
      assertThat(picture.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(picture.headers().firstValue("content-security-policy").orElseThrow())
          .contains("sandbox");
      for (String other :
          List.of("page.jpg", ".snaplabel/tags.json", "..%2F..%2Fetc%2Fpasswd", "%2Fetc/passwd")) {
        assertThat(get(client, "/bucket/objects/" + other).statusCode()).as(other).isEqualTo(404);
      }
      assertThat(answerTo("/bucket", "evil.example")).contains(" 403 ");
      assertThat(answerTo("/bucket/events", "evil.example:" + address.getPort())).contains(" 403 ");
      assertThat(get(client, "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void thePageReceivesLiveEvents() throws Exception {
    put(PHOTO, "a.jpg");
    try (RunningCommand _ = serve(new ArrayList<>());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/bucket/events")).build();
      try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body();
          BufferedReader events =
              new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        JsonNode all = event(events, "all").at("/pictures/0");
        assertThat(all.get("state").asText()).isEqualTo("tagged");
        assertThat(all.at("/labels/0/name").asText()).isEqualTo(ModelAnswers.selfTestTag());

        put(OTHER, "b.jpg");
        JsonNode some = event(events, "some").at("/pictures/0");
        while (!some.get("state").asText().equals("tagged")) {
          some = event(events, "some").at("/pictures/0");
        }
        assertThat(some.get("key").asText()).isEqualTo("b.jpg");
        assertThat(some.get("tags").propertyStream().map(Map.Entry::getKey))
            .contains("snaplabel:labels", "snaplabel:model");

        Files.delete(folder.resolve("a.jpg"));
        assertThat(event(events, "some").at("/gone/0").asText()).isEqualTo("a.jpg");
      }
    }
  }

  @Test
  void anUnusableFolderIsReportedInOneSentence() throws Exception {
    LauncherRun run = LauncherRun.of("serve", "--port", 0, "--bucket", folder.resolve("absent"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("The folder %s does not exist.\n", folder.resolve("absent"));
    assertThat(run.out()).isEmpty();
  }

  private HttpResponse<String> get(HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  /**
   * Returns a response's status line, read by a socket: HTTP clients do not let tests set the host.
   */
  private String answerTo(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static JsonNode event(BufferedReader events, String name) throws IOException {
    String line = events.readLine();
    while (!line.equals("event: " + name)) {
      line = events.readLine();
    }
    return new ObjectMapper().readTree(events.readLine().substring("data: ".length()));
  }

  /** Returns whether a line holds the label of the self-test photo and a probability. */
  private static boolean hasSelfTestLabel(String line, String key) {
    String start = key + ": " + ModelAnswers.selfTestTag() + " ";
    return line.startsWith(start) && line.substring(start.length()).matches("\\d+\\.\\d %");
  }
}
