package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.handlers.BrokenConstructor;
import io.github.snaplabel.cli.handlers.Echo;
import io.github.snaplabel.cli.handlers.FunctionFolder;
import java.io.IOException;
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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the {@code serve} command with a function that returns its event. */
class ServeIT {
  private static final Path PHOTO = Path.of("model/calibration/locomotion-house-cat.jpg");

  @TempDir static Path function;

  @TempDir Path folder;

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(function);
  }

  @Test
  void requestsReachTheFunctionAsEvents() throws Exception {
    try (RunningCommand serve = serve();
        HttpClient client = HttpClient.newHttpClient()) {
      int port = port(serve);

      JsonNode photo = echo(client, request(port).POST(BodyPublishers.ofFile(PHOTO)));
      JsonNode json =
          echo(
              client,
              request(port)
                  .header("Content-Type", "application/json")
                  .header("Cookie", "a=1")
                  .PUT(BodyPublishers.ofString("{}")));

      assertThat(Base64.getDecoder().decode(photo.get("body").asText()))
          .isEqualTo(Files.readAllBytes(PHOTO));
      assertThat(photo.get("isBase64Encoded").asBoolean()).isTrue();
      assertThat(photo.get("rawPath").asText()).isEqualTo("/classify");
      assertThat(photo.at("/queryStringParameters/topK").asText()).isEqualTo("3");
      assertThat(json.get("body").asText()).isEqualTo("{}");
      assertThat(json.at("/requestContext/http/method").asText()).isEqualTo("PUT");
      assertThat(json.get("cookies").toString()).isEqualTo("[\"a=1\"]");
      assertThat(serve.children()).hasSize(1);
    }
    assertThat(folder.resolve("log")).content().contains("POST /classify?topK=3 200 ");
  }

  @Test
  void requestsAtOnceAreAllAnsweredBySeveralInstances() throws Exception {
    try (RunningCommand serve = serve("--instances", 2);
        HttpClient client = HttpClient.newHttpClient()) {
      int port = port(serve);
      List<CompletableFuture<HttpResponse<String>>> responses =
          IntStream.range(0, 20)
              .mapToObj(i -> client.sendAsync(request(port).build(), BodyHandlers.ofString()))
              .toList();

      assertThat(responses)
          .allSatisfy(response -> assertThat(response.get().statusCode()).isEqualTo(200));
      assertThat(serve.children()).hasSizeBetween(1, 2);
    }
  }

  @Test
  void aSlowClientIsDisconnectedAndOthersAreServed() throws Exception {
    try (RunningCommand serve = serve("--client-timeout", 1);
        HttpClient client = HttpClient.newHttpClient()) {
      int port = port(serve);
      try (Socket header = connect(port, "GET / HTTP/1.1\r\nHost:");
          Socket body =
              connect(port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")) {
        assertThat(client.send(request(port).build(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
        assertThat(header.getInputStream().read()).isEqualTo(-1);
        assertThat(body.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aPortInUseIsReportedInOneSentence() throws Exception {
    try (RunningCommand serve = serve()) {
      LauncherRun second = LauncherRun.of("serve", "--port", port(serve), "--function", function);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .startsWith("snaplabel: Port ")
          .contains("in use", "--port")
          .hasLineCount(1);
      assertThat(second.out()).isEmpty();
    }
  }

  @Test
  void aFunctionThatDoesNotStartEndsTheCommand() throws Exception {
    LauncherRun run =
        LauncherRun.of(
            "serve",
            "--port",
            0,
            "--function",
            function,
            "--handler",
            BrokenConstructor.class.getName());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("\nsnaplabel: The function did not start: ")
        .contains("no model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void anySignalEndsItWithinASecondAndLeavesNoChild(String signal) throws Exception {
    try (RunningCommand serve = serve()) {
      port(serve);
      List<ProcessHandle> children = serve.children();

      serve.signal(signal);

      assertThat(children).hasSize(1);
      assertThat(serve.endsWithin(1000)).isTrue();
      children.getFirst().onExit().get(5, TimeUnit.SECONDS);
    }
  }

  private RunningCommand serve(Object... options) throws IOException {
    Object[] all = new Object[options.length + 7];
    Object[] first = {
      "serve", "--port", 0, "--function", function, "--handler", Echo.class.getName()
    };
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return RunningCommand.of(folder.resolve("log"), all);
  }

  private static int port(RunningCommand serve) throws IOException {
    String line = serve.line();
    assertThat(line).matches("SnapLabel listens on http://localhost:\\d+");
    return URI.create(line.substring(line.indexOf("http"))).getPort();
  }

  private static HttpRequest.Builder request(int port) {
    return HttpRequest.newBuilder(URI.create("http://localhost:%d/classify?topK=3".formatted(port)))
        .timeout(Duration.ofSeconds(20));
  }

  private static JsonNode echo(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(client.send(request.build(), BodyHandlers.ofString()).body());
  }

  private static Socket connect(int port, String start) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
