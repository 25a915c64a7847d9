package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of {@code serve --bucket} with the packaged function. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ServedBucket {
  static final Path PHOTO = Path.of("model/self-test.jpg");
  static final Path OTHER = Path.of("model/calibration/locomotion-house-cat.jpg");

  @TempDir Path folder;
  @TempDir Path logs;

  URI address = URI.create("http://localhost");

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  /**
   * Starts the command, and reads its output until all existing files are done.
   *
   * @param settings of the function, each as {@code NAME=VALUE}
   */
  RunningCommand serve(List<String> output, String... settings) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("serve", "--port", 0, "--bucket", folder));
    for (String setting : settings) {
      arguments.addAll(List.of("--env", setting));
    }
    RunningCommand serve = RunningCommand.of(logs.resolve("log"), arguments.toArray());
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

  /** Adds the lines of the output to a list until one contains a pattern. */
  static void readUntil(RunningCommand serve, List<String> output, String pattern)
      throws IOException {
    String line;
    do {
      line = serve.line();
      assertThat(line).as("after %s", output).isNotEqualTo("null");
      output.add(line);
    } while (!line.matches(".*(" + pattern + ").*"));
  }

  /** Stops the command, as Ctrl-C does, and returns its last line. */
  static String end(RunningCommand serve) throws Exception {
    serve.signal("INT");
    String line = serve.line();
    assertThat(serve.endsWithin(3000)).isTrue();
    return line;
  }

  /** Writes a copy of a picture, and the folders that its key names. */
  void put(Path picture, String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, Files.readAllBytes(picture));
  }

  /** Returns the stored entry of an object, once it has been written. */
  JsonNode storedEntry(String key) throws Exception {
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

  HttpResponse<String> get(HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  /** Returns whether a line holds the label of the self-test photo and a probability. */
  static boolean hasSelfTestLabel(String line, String key) {
    String start = key + ": " + ModelAnswers.selfTestTag() + " ";
    return line.startsWith(start) && line.substring(start.length()).matches("\\d+\\.\\d %");
  }
}
