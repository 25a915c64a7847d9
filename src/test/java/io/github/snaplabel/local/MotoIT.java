package io.github.snaplabel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.local.lambda.FunctionConfiguration;
import io.github.snaplabel.local.lambda.FunctionProcess;
import io.github.snaplabel.local.lambda.InitializationType;
import io.github.snaplabel.local.lambda.InvocationResult.Answer;
import io.github.snaplabel.local.lambda.Payload;
import io.github.snaplabel.local.lambda.RuntimeDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packaged function, and the command, before an S3 that others wrote, between calls of a client
 * that others wrote. For it: {@code python3 -m venv target/moto && target/moto/bin/pip install
 * 'moto[server]'}.
 */
class MotoIT {
  private static final Path FUNCTION = Path.of("target/function");
  private static final Path PYTHON = Path.of("target/moto/bin/python");
  private static final String KEY = "my album/café+1.jpg";

  private String endpoint = "";
  private Process moto;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.exists(FUNCTION.resolve("model/model.json")), "needs the packaged function");
    assumeTrue(Files.exists(PYTHON.resolveSibling("moto_server")), "needs moto in target/moto");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    endpoint = "http://127.0.0.1:" + port;
    moto =
        new ProcessBuilder(
                PYTHON.resolveSibling("moto_server").toString(),
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitConnection(port);
  }

  private void awaitConnection(int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !moto.isAlive()) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      moto.destroy();
    }
  }

  /** Does as a user would, with boto3. */
  private String boto(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PYTHON.toString(), "src/test/python/s3.py", endpoint));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  @Test
  void theCommandTagsWhatIsThereAlreadyAndKeepsTheUsersTags() throws Exception {
    boto("upload", KEY, "model/self-test.jpg");
    boto("upload", "my album/2/cat.jpg", "model/calibration/locomotion-house-cat.jpg");
    boto("upload", "elsewhere.jpg", "model/self-test.jpg");
    boto("tag", KEY, "project=北 1");
    boto("fill", "my album/text", "1010");

    LauncherRun first = tag();
    LauncherRun second = tag();

    assertThat(first.err())
        .startsWith("2 tagged, 0 already tagged, 1010 not pictures, 0 unreadable, 0 gone");
    assertThat(first.exitCode()).isZero();
    assertThat(second.err()).startsWith("0 tagged, 2 already tagged, 1010 not pictures");
    JsonNode tags = new ObjectMapper().readTree(boto("tags", KEY));
    assertThat(tags.get("project").asText()).isEqualTo("北 1");
    assertThat(tags.path("snaplabel:label").asText()).isEqualTo("alp");
    assertThat(tags).hasSize(5);
    assertThat(boto("tags", "my album/2/cat.jpg")).contains("snaplabel:labels");
    assertThat(boto("tags", "elsewhere.jpg")).isEqualTo("{}\n");
  }

  private LauncherRun tag() throws Exception {
    return LauncherRun.with(
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
        "tag",
        "s3://photos/my album/",
        "--s3-endpoint",
        endpoint);
  }

  @ParameterizedTest
  @EnumSource
  void everyEventOfS3WritesTheTagsBesideTheUsers(InitializationType type) throws Exception {
    FunctionConfiguration configuration =
        FunctionConfiguration.of(FUNCTION, "io.github.snaplabel.SnapLabelHandler")
            .with(type)
            .withEnvironment(
                Map.of(
                    "AWS_ENDPOINT_URL_S3", endpoint,
                    "AWS_ACCESS_KEY_ID", "id",
                    "AWS_SECRET_ACCESS_KEY", "secret"));
    RuntimeDirectory runtime =
        RuntimeDirectory.open(Path.of(System.getProperty("snaplabel.runtime")));
    try (FunctionProcess function = new FunctionProcess(configuration, runtime, _ -> {})) {
      for (String event :
          List.of(
              "s3-put",
              "eventbridge-object-created",
              "sns-s3",
              "sqs-s3",
              "sqs-eventbridge",
              "sqs-sns-s3",
              "s3-batch-1",
              "s3-batch-2")) {
        boto("upload", KEY, "model/self-test.jpg");
        boto("tag", KEY, "project=北 1");

        assertThat(
                function.invoke(Payload.of(Files.readString(Path.of("events", event + ".json")))))
            .as(event)
            .isInstanceOf(Answer.class);

        JsonNode tags = new ObjectMapper().readTree(boto("tags", KEY));
        assertThat(tags.get("project").asText()).isEqualTo("北 1");
        assertThat(tags.path("snaplabel:label").asText()).as(event).isEqualTo("alp");
        assertThat(tags).hasSize(5);
      }
    }
  }
}
