package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.FunctionFolder;
import io.github.snaplabel.cli.handlers.Slow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests commands that are idle for a minute, with as many function processes as processors: after
 * half a minute the JVM has stopped its unused threads. All wait at the same time.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleIT {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SLOW_START = Duration.ofSeconds(50);

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningCommand one;
  private RunningCommand two;
  private RunningCommand invoke;
  private URI ofOne;
  private URI ofTwo;

  @BeforeAll
  void startAndWait(@TempDir Path function, @TempDir Path folder) throws Exception {
    FunctionFolder.in(function);
    Path event = Files.writeString(folder.resolve("event.json"), "{\"idle\":true}");
    List<Object> slow = List.of("--function", function, "--handler", Slow.class.getName());
    one = start("0", folder.resolve("one"), slow, "serve", "--port", 0);
    two =
        start(
            "0,1",
            folder.resolve("two"),
            slow,
            "serve",
            "--port",
            0,
            "--instances",
            2,
            "--env",
            "EVENT=3000");
    ofOne = address(one);
    ofTwo = address(two);
    assertThat(statuses(ofOne, 1)).containsOnly(200);
    assertThat(statuses(ofTwo, 2)).containsOnly(200);
    assertThat(two.children()).hasSize(2);
    invoke =
        start(
            "0",
            folder.resolve("invoke"),
            slow,
            "invoke",
            event,
            "--snap-start",
            "--env",
            "START=" + SLOW_START.toMillis());
    Thread.sleep(IDLE);
  }

  @AfterAll
  void end() {
    Stream.of(one, two, invoke).filter(command -> command != null).forEach(RunningCommand::close);
    client.close();
  }

  @Test
  void aServerOnOneProcessorAnswers() throws Exception {
    assertThat(statuses(ofOne, 1)).containsOnly(200);
  }

  @Test
  void aServerOfTwoInstancesOnTwoProcessorsAnswers() throws Exception {
    assertThat(statuses(ofTwo, 2)).containsOnly(200);
    assertThat(two.children()).hasSize(2);
  }

  @Test
  void anInvocationOnOneProcessorSucceedsAfterAnInitOfAlmostAMinute() throws Exception {
    assertThat(invoke.endsWithin(60_000)).isTrue();
    assertThat(invoke.line()).isEqualTo("{\"idle\":true}");
  }

  private static RunningCommand start(
      String processors, Path log, List<Object> last, Object... first) throws IOException {
    return RunningCommand.on(
        processors, log, Stream.concat(Stream.of(first), last.stream()).toArray());
  }

  private static URI address(RunningCommand serve) throws IOException {
    String line = serve.line();
    return URI.create(line.substring(line.indexOf("http")));
  }

  /** Returns the statuses of concurrent requests. */
  private List<Integer> statuses(URI server, int requests) {
    HttpRequest request = HttpRequest.newBuilder(server).timeout(Duration.ofSeconds(30)).build();
    List<CompletableFuture<HttpResponse<Void>>> responses =
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.discarding()))
            .limit(requests)
            .toList();
    return responses.stream().map(response -> response.join().statusCode()).toList();
  }
}
