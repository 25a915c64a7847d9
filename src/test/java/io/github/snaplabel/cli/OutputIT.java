package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.Echo;
import io.github.snaplabel.cli.handlers.FunctionFolder;
import io.github.snaplabel.cli.handlers.Obedient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests commands whose output cannot be written or whose reader has exited. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputIT extends TagFixture {
  private static final String CANNOT_WRITE = "snaplabel: cannot write to standard output: ";
  private static final String NO_SPACE = CANNOT_WRITE + "No space left on device\n";

  @TempDir static Path function;

  @TempDir Path folder;

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(function);
  }

  @BeforeEach
  void putPictures() throws Exception {
    s3.put("a.jpg", picture);
    Files.write(folder.resolve("a.jpg"), picture);
    Files.writeString(folder.resolve("large.json"), "\"fill 200000\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "classify --help",
        "tag --help",
        "invoke --help",
        "serve --help",
        "classify {photo} --model {model}",
        "classify {photo} --model {model} --format json",
        "classify {photo} --model {model} --format csv",
        "tag s3://photos --dry-run --model {model} --s3-endpoint {s3}"
      })
  void aFullDiskIsReportedInOneSentenceAndFails(String command) throws Exception {
    LauncherRun run = run("exec \"$@\" >/dev/full", command);

    assertThat(run.err()).isEqualTo(NO_SPACE);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invoke {event} --function {function} --handler {echo}",
        "serve --port 0 --function {function} --handler {echo}"
      })
  void aFullDiskIsTheLastSentenceAfterTheFunctionsLog(String command) throws Exception {
    LauncherRun run = run("exec \"$@\" >/dev/full", command);

    assertThat(run.err()).contains("INIT_REPORT").endsWith("ms\n" + NO_SPACE);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classify {photo} --top-k 1000 --model {model}",
        "classify {photo} --top-k 1000 --model {model} --format json",
        "classify {photo} --top-k 1000 --model {model} --format csv",
        "invoke {large} --function {function} --handler {obedient}"
      })
  void aTruncatedReportIsAFailure(String command) throws Exception {
    LauncherRun run = run("ulimit -f 40; exec \"$@\"", command);

    assertThat(run.out()).hasSizeLessThanOrEqualTo(40 * 1024).isNotEmpty();
    assertThat(run.err()).endsWith(CANNOT_WRITE + "File too large\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "classify {photo} --model {model}",
        "classify {photo} --model {model} --format json",
        "classify {photo} --model {model} --format csv",
        "tag s3://photos --dry-run --model {model} --s3-endpoint {s3}",
        "invoke {event} --function {function} --handler {echo}"
      })
  void aReaderThatExitsIsNotAFailure(String command) throws Exception {
    LauncherRun run = run("\"$@\" | true; exit ${PIPESTATUS[0]}", command);

    assertThat(run.err().lines()).allMatch(line -> line.matches("\\w*REPORT .* ms"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aReaderThatExitsIsNotAFailureInAnotherLanguageEither() throws Exception {
    // If German is installed, as by Debian's libc-l10n, system messages are then German.
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("LANGUAGE", "de");

    aReaderThatExitsIsNotAFailure("classify {photo} --model {model}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "classify {photo} --model {model}"})
  void aClosedOutputIsRefused(String command) throws Exception {
    LauncherRun run = run("exec \"$@\" >&-", command);

    assertThat(run.err()).isEqualTo(CANNOT_WRITE + "it is closed\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void lostErrorOutputIsAFailure() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "not an image");
    String command = "classify {folder} --model {model}";

    assertThat(run("exec \"$@\"", command).exitCode()).isZero();
    assertThat(run("exec \"$@\" 2>/dev/full", command).exitCode()).isEqualTo(1);
  }

  @Test
  void aServerWhoseLogCannotBeWrittenSaysSoAndServes() throws Exception {
    Object[] arguments = words("serve --port 0 --function {function} --handler {echo}");
    try (RunningCommand serve = RunningCommand.of(Path.of("/dev/full"), arguments);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(serve.line())
          .isEqualTo("Log lines are lost: cannot write to standard error: No space left on device");
      String line = serve.line();
      URI server = URI.create(line.substring(line.indexOf("http")));
      HttpRequest request = HttpRequest.newBuilder(server).build();

      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void filesOfAFolderThatCannotBeWrittenAreReported() throws Exception {
    Needs.packagedFunction();
    Path own = Files.createDirectory(folder.resolve(".snaplabel"));
    Path full = Path.of("/dev/full");
    Files.createSymbolicLink(own.resolve("function.log"), full);
    Files.createSymbolicLink(own.resolve("tags.json.new"), full);
    try (RunningCommand serve =
        RunningCommand.of(folder.resolve("err.txt"), words("serve --port 0 --bucket {folder}"))) {
      String path = own.toRealPath().toString();

      assertThat(serve.line())
          .isEqualTo("Cannot write the log to %s/function.log: No space left on device", path);
      String line = serve.line();
      while (!line.startsWith("Cannot write the tags ")) {
        assertThat(line).as("the end").isNotEqualTo("null");
        line = serve.line();
      }
      assertThat(line)
          .isEqualTo("Cannot write the tags to %s/tags.json: No space left on device", path);
    }
  }

  private LauncherRun run(String shell, String command) throws Exception {
    return LauncherRun.through(shell, environment, words(command));
  }

  private Object[] words(String command) {
    return Arrays.stream(command.split(" ", -1))
        .map(word ->
            switch (word) {
              case "{photo}" -> folder.resolve("a.jpg");
              case "{folder}" -> folder;
              case "{model}" -> model();
              case "{s3}" -> s3.endpoint();
              case "{function}" -> function;
              case "{echo}" -> Echo.class.getName();
              case "{obedient}" -> Obedient.class.getName();
              case "{event}" -> Path.of("events/http-health.json");
              case "{large}" -> folder.resolve("large.json");
              default -> word;
            })
        .toArray();
  }
}
