package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.RekognitionClientBuilder;
import software.amazon.awssdk.services.rekognition.auth.scheme.RekognitionAuthSchemeProvider;
import software.amazon.awssdk.services.rekognition.model.DetectLabelsRequest;
import software.amazon.awssdk.services.rekognition.model.DetectLabelsResponse;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.InvalidImageFormatException;
import software.amazon.awssdk.services.rekognition.model.InvalidParameterException;
import software.amazon.awssdk.services.rekognition.model.InvalidS3ObjectException;
import software.amazon.awssdk.services.rekognition.model.Label;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

/** Tests DetectLabels with the client of the AWS SDK for Java. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RekognitionIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");

  @TempDir static Path folder;
  @TempDir static Path logs;

  private static @Nullable RunningCommand server;
  private static URI address = URI.create("http://localhost");

  @BeforeAll
  static void start() throws IOException {
    Needs.packagedFunction();
    Files.copy(PHOTO, folder.resolve("a.jpg"));
    server = serve(Map.of(), folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static RunningCommand serve(Map<String, String> environment, Path bucket)
      throws IOException {
    RunningCommand serve =
        RunningCommand.with(
            environment, logs.resolve("log"), "serve", "--port", 0, "--bucket", bucket);
    String line = serve.line();
    while (!line.startsWith("SnapLabel listens on ")) {
      assertThat(line).isNotEqualTo("null");
      line = serve.line();
    }
    address = URI.create(line.substring(line.indexOf("http")));
    return serve;
  }

  private static RekognitionClientBuilder builder(URI endpoint) {
    return RekognitionClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
  }

  private static DetectLabelsRequest bytes(byte[] file) {
    return DetectLabelsRequest.builder()
        .image(image -> image.bytes(SdkBytes.fromByteArray(file)))
        .minConfidence(0f)
        .build();
  }

  private static DetectLabelsRequest object(String bucket, String name) {
    return DetectLabelsRequest.builder()
        .image(image -> image.s3Object(object -> object.bucket(bucket).name(name)))
        .build();
  }

  /** Asserts that the best class has a label with its parents, which are labels too. */
  private static void assertSelfTest(DetectLabelsResponse response) {
    Label best =
        response.labels().stream()
            .filter(label -> label.name().equalsIgnoreCase(ModelAnswers.selfTest()))
            .findFirst()
            .orElseThrow();
    List<String> names = response.labels().stream().map(Label::name).toList();
    assertThat(best.instances()).isEmpty();
    assertThat(best.parents()).allSatisfy(parent -> assertThat(names).contains(parent.name()));
    assertThat(response.labels())
        .isSortedAccordingTo((one, other) -> Float.compare(other.confidence(), one.confidence()));
    assertThat(response.labelModelVersion()).contains("/");
  }

  @Test
  void bytesAndObjectsAreLabeled() throws Exception {
    try (RekognitionClient client = builder(address).build()) {
      DetectLabelsResponse response = client.detectLabels(bytes(Files.readAllBytes(PHOTO)));
      DetectLabelsResponse object =
          client.detectLabels(object("folder", "a.jpg").toBuilder().minConfidence(0f).build());

      assertSelfTest(response);
      assertThat(response.labels()).anySatisfy(label -> assertThat(label.hasAliases()).isTrue());
      assertThat(object.labels()).isEqualTo(response.labels());
      assertThat(
              client
                  .detectLabels(
                      bytes(Files.readAllBytes(PHOTO)).toBuilder()
                          .maxLabels(3)
                          .featuresWithStrings("GENERAL_LABELS")
                          .build())
                  .labels())
          .isEqualTo(response.labels().subList(0, 3));
    }
  }

  @Test
  void wrongRequestsThrowTheClientsExceptions() throws Exception {
    try (RekognitionClient client = builder(address).build()) {
      assertThatExceptionOfType(InvalidImageFormatException.class)
          .isThrownBy(() -> client.detectLabels(bytes(new byte[] {1, 2, 3})));
      assertThatExceptionOfType(InvalidS3ObjectException.class)
          .isThrownBy(() -> client.detectLabels(object("folder", "none.jpg")))
          .withMessageContaining("no such object");
      assertThatExceptionOfType(InvalidS3ObjectException.class)
          .isThrownBy(() -> client.detectLabels(object("another", "a.jpg")));
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(
              () -> client.detectLabels(bytes(new byte[] {1}).toBuilder().maxLabels(-1).build()));
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> client.detectLabels(request -> request.image(Image.builder().build())));
      assertThatExceptionOfType(RekognitionException.class)
          .isThrownBy(
              () -> client.detectFaces(request -> request.image(bytes(new byte[] {1}).image())))
          .satisfies(e ->
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
    }
  }

  /** As docs/rekognition.md says. */
  @Test
  void theClientCanSignForApiGatewayOrSendAToken() throws Exception {
    RekognitionAuthSchemeProvider schemes = RekognitionAuthSchemeProvider.defaultProvider();
    Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.setExecutor(PlatformThreads.perTask("gateway"));
    gateway.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"Labels\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    gateway.start();
    URI endpoint = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    try (RekognitionClient client =
            builder(endpoint)
                .authSchemeProvider(request ->
                    schemes.resolveAuthScheme(request).stream()
                        .map(scheme ->
                            scheme.toBuilder()
                                .putSignerProperty(
                                    AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                                .build())
                        .toList())
                .build();
        RekognitionClient withToken =
            builder(endpoint)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                    configuration -> configuration.putHeader("Authorization", "Bearer secret"))
                .build()) {
      client.detectLabels(bytes(new byte[] {1}));
      withToken.detectLabels(bytes(new byte[] {1}));
    } finally {
      gateway.stop(0);
    }

    assertThat(authorizations.remove())
        .startsWith("AWS4-HMAC-SHA256 Credential=id/")
        .contains("/eu-central-1/execute-api/aws4_request,");
    assertThat(authorizations.remove()).isEqualTo("Bearer secret");
  }
}
