package io.github.snaplabel.cli.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.snaplabel.cli.lambda.FailureKind;
import io.github.snaplabel.cli.lambda.FunctionError;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the server with functions implemented in the test itself. */
class GatewayServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private volatile Integration function = Success::new;
  private GatewayServer server;

  @BeforeEach
  void open() throws IOException {
    server = GatewayServer.open(0, event -> function.invoke(event), log::add);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void theFunctionGetsTheRequestAsAnEvent() throws Exception {
    HttpResponse<String> response =
        send(request("/classify?topK=3").POST(BodyPublishers.ofByteArray(new byte[] {0, -1})));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("apigw-requestid")).isPresent();
    assertThat(response.body())
        .contains("\"rawPath\":\"/classify\"", "\"topK\":\"3\"", "\"body\":\"AP8=\"");
    assertThat(log).singleElement().asString().matches("POST /classify\\?topK=3 200 \\d+ ms");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:%d, 200",
    "127.0.0.1:%d, 200",
    "rebound.example:%d, 403",
    "localhost, 200"
  })
  void aServerForAFolderAnswersNoRequestForAnotherHost(String host, int status) throws Exception {
    try (GatewayServer own = GatewayServer.openForFolder(0, function, log::add);
        Socket client = new Socket("localhost", own.port())) {
      client
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: %s\r\n\r\n"
                  .formatted(host.formatted(own.port()))
                  .getBytes(US_ASCII));
      client.shutdownOutput();

      assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void anAbsoluteUrlIsReducedToPathAndQuery() throws Exception {
    try (Socket client = new Socket("localhost", server.port())) {
      client
          .getOutputStream()
          .write(
              "GET http://example.org/health?topK=3 HTTP/1.1\r\nHost: example.org\r\n\r\n"
                  .getBytes(US_ASCII));
      client.shutdownOutput();

      assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
          .contains("\"rawPath\":\"/health\"", "\"topK\":\"3\"");
    }
  }

  @Test
  void aCompressedResponseReachesTheClientUnchanged() throws Exception {
    function =
        event -> {
          assertThat(event.text()).contains("\"accept-encoding\":\"gzip, br\"");
          return new Success(
              Payload.of(
                  "{\"statusCode\": 200, \"headers\": {\"Content-Encoding\": \"gzip\"},"
                      + " \"body\": \"H4uA/w==\", \"isBase64Encoded\": true}"));
        };

    HttpResponse<byte[]> response =
        client.send(
            request("/").header("Accept-Encoding", "gzip, br").build(), BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(response.body()).containsExactly(0x1f, 0x8b, 0x80, 0xff);
  }

  @Test
  void aHeadRequestGetsOnlyTheHeaders() throws Exception {
    function = answering("{\"statusCode\": 200, \"body\": \"12345\"}");

    HttpResponse<String> response = send(request("/").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.headers().firstValue("content-length")).contains("5");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void anyMethodAndAnyStatusArePassedOn() throws Exception {
    function =
        answering(
            "{\"statusCode\": 204, \"headers\": {\"allow\": \"GET\"}, \"body\": \"not sent\"}");

    HttpResponse<String> response = send(request("/").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("allow")).contains("GET");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void severalCookiesAreSeveralHeaders() throws Exception {
    function = answering("{\"statusCode\": 200, \"cookies\": [\"a=1\", \"b=2\"]}");

    assertThat(send(request("/")).headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void aBodyOverTenMegabytesIsTooLong() throws Exception {
    assertMessage(post(GatewayEmulator.MAX_BODY_BYTES + 1), 413, "Request Too Long");
  }

  @Test
  void anEventOverSixMegabytesIsTooLong() throws Exception {
    function = answering("{}");

    assertThat(post(4_700_000).statusCode()).isEqualTo(200);
    assertMessage(post(4_720_000), 413, "Request Too Long");
  }

  @Test
  void aFunctionThatFailsIsABadGateway() throws Exception {
    FunctionError error = new FunctionError("Broken", "why", Payload.of("{}"));
    function = event -> new Failure(FailureKind.HANDLER, error);

    assertMessage(send(request("/")), 502, "Internal Server Error");
    assertThat(log).contains("The function reported an error: Broken: why");
  }

  @Test
  void aMalformedResponseIsABadGateway() throws Exception {
    function = answering("no JSON");

    assertMessage(send(request("/")), 502, "Internal Server Error");
    assertThat(log).contains("The function's response is malformed: it is not JSON");
  }

  @Test
  void aFunctionThatCannotBeRunIsABadGateway() throws Exception {
    function =
        event -> {
          throw new IOException("no process");
        };

    assertMessage(send(request("/")), 502, "Internal Server Error");
  }

  @Test
  void aFunctionThatTimesOutIsUnavailable() throws Exception {
    Integration slow =
        event -> {
          Thread.sleep(Duration.ofSeconds(30));
          return new Success(event);
        };
    GatewayEmulator api = new GatewayEmulator(slow, Duration.ofMillis(100), log::add);
    try (GatewayServer impatient = GatewayServer.open(0, api, log::add)) {
      assertMessage(send(request(impatient, "/")), 503, "Service Unavailable");
    }
  }

  @Test
  void aPortInUseIsReported() throws Exception {
    assertThatThrownBy(() -> GatewayServer.open(server.port(), function, log::add).close())
        .isInstanceOf(BindException.class);
  }

  @Test
  void onlyThisMachineReachesTheServer() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    assumeThat(others).isNotEmpty();

    assertThat(others)
        .allSatisfy(address ->
            assertThatThrownBy(() -> new Socket(address, server.port()).close())
                .isInstanceOf(IOException.class));
  }

  private static Integration answering(String json) {
    InvocationResult answer = new Success(Payload.of(json));
    return event -> answer;
  }

  private HttpResponse<String> post(int size) throws IOException, InterruptedException {
    return send(request("/").POST(BodyPublishers.ofByteArray(new byte[size])));
  }

  private HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  private static HttpRequest.Builder request(GatewayServer server, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:%d%s".formatted(server.port(), path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertMessage(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}\n");
  }
}
