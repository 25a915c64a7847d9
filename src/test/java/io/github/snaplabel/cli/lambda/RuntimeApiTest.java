package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the Runtime API by HTTP requests; FunctionProcessIT tests it with AWS's own client. */
class RuntimeApiTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Lifecycle lifecycle = new Lifecycle();
  private RuntimeApi api;

  @BeforeEach
  void open() throws IOException {
    api = RuntimeApi.open(lifecycle, FunctionIdentity.of(InitializationType.ON_DEMAND));
  }

  @AfterEach
  void close() {
    api.close();
    client.close();
  }

  @Test
  void theNextInvocationHasTheHeadersTheRuntimeNeeds() throws Exception {
    PendingInvocation invocation =
        PendingInvocation.of(Payload.of("{}"), Instant.ofEpochMilli(1234));
    Future<InvocationResult> result = lifecycle.invoke(invocation);

    HttpResponse<String> next = get("invocation/next");

    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).isEqualTo("{}");
    assertThat(result.isDone()).isFalse();
    assertThat(next.headers().firstValue("Lambda-Runtime-Aws-Request-Id"))
        .contains(invocation.id().toString());
    assertThat(next.headers().firstValue("Lambda-Runtime-Deadline-Ms")).contains("1234");
    assertThat(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
        .contains("arn:aws:lambda:us-east-1:123456789012:function:snaplabel");
    assertThat(next.headers().firstValue("Lambda-Runtime-Trace-Id"))
        .hasValueSatisfying(
            id -> assertThat(id).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0"));
  }

  @Test
  void aResponseBelongsToTheInvocationWithItsId() throws Exception {
    PendingInvocation invocation = PendingInvocation.of(Payload.of("{}"), Instant.EPOCH);
    Future<InvocationResult> result = lifecycle.invoke(invocation);

    assertThat(post("invocation/other/response", "\"no\"")).isEqualTo(400);
    assertThat(result.isDone()).isFalse();
    assertThat(post("invocation/" + invocation.id() + "/response", "\"yes\"")).isEqualTo(202);
    assertThat(result.get()).isInstanceOf(InvocationResult.Success.class);
  }

  @Test
  void otherPathsAreNotFound() throws Exception {
    assertThat(get("invocation/previous").statusCode()).isEqualTo(404);
    assertThat(post("invocation/next", "")).isEqualTo(404);
    assertThat(post("init", "")).isEqualTo(404);
  }

  @Test
  void aReportThatIsNotJsonBecomesTheMessage() throws Exception {
    assertThat(post("init/error", "out of luck")).isEqualTo(202);

    assertThat(lifecycle.initialized().get())
        .hasValueSatisfying(failure -> {
          assertThat(failure.kind()).isEqualTo(FailureKind.INIT);
          assertThat(failure.error().type()).isEqualTo("Runtime.Unknown");
          assertThat(failure.error().message()).isEqualTo("out of luck");
        });
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    return client
        .send(
            request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://%s/2018-06-01/runtime/%s".formatted(api.address(), path)));
  }
}
