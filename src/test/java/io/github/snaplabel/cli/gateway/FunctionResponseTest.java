package io.github.snaplabel.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.cli.lambda.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionResponseTest {
  @Test
  void aStatusWithHeadersCookiesAndABinaryBody() throws Exception {
    GatewayResponse answer =
        read(
            """
            {"statusCode": 201, "headers": {"content-type": "image/png", "x-n": 1, "Date": "x"},
             "cookies": ["a=1", "b=2"], "body": "AAEC", "isBase64Encoded": true}
            """);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers())
        .containsEntry("Content-Type", List.of("image/png"))
        .containsEntry("x-n", List.of("1"))
        .containsEntry("Set-Cookie", List.of("a=1", "b=2"))
        .doesNotContainKey("date");
    assertThat(answer.body().bytes()).containsExactly(0, 1, 2);
  }

  @Test
  void theDefaultContentTypeIsPlainText() throws Exception {
    GatewayResponse answer = read("{\"statusCode\": 200, \"body\": \"ä\"}");

    assertThat(answer.headers()).containsEntry("content-type", List.of("text/plain;charset=UTF-8"));
    assertThat(answer.body().text()).isEqualTo("ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"statusCode\": 204}", "{\"statusCode\": 204, \"body\": null}"})
  void aBodyMayBeMissing(String answer) throws Exception {
    assertThat(read(answer).body().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1}", "[1]", "\"text\"", "null", "7"})
  void anyOtherJsonIsTheBody(String json) throws Exception {
    GatewayResponse answer = read(json);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", List.of("application/json"));
    assertThat(answer.body().text()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{} {}",
        "{\"statusCode\": \"200\"}",
        "{\"statusCode\": 99}",
        "{\"statusCode\": 600}",
        "{\"statusCode\": 200, \"body\": {}}",
        "{\"statusCode\": 200, \"body\": \"?\", \"isBase64Encoded\": true}",
        "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}",
        "{\"statusCode\": 200, \"headers\": {\"a\": \"b\\r\\nc: d\"}}",
        "{\"statusCode\": 200, \"cookies\": [\"a\\nb\"]}"
      })
  void aResponseThatCannotBeSentIsMalformed(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(MalformedResponseException.class);
  }

  private static GatewayResponse read(String answer) throws MalformedResponseException {
    return FunctionResponse.parse(Payload.of(answer));
  }
}
