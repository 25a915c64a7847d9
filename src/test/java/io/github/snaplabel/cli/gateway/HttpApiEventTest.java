package io.github.snaplabel.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiEventTest {
  @Test
  void aRequestBecomesAnEventInFormatTwo() throws Exception {
    JsonNode event = event("a=1&a=2&b=%2B+c&empty", Map.of("host", List.of("localhost:8080")), "");

    assertThat(event.get("version").asText()).isEqualTo("2.0");
    assertThat(event.get("routeKey").asText()).isEqualTo("$default");
    assertThat(event.get("rawPath").asText()).isEqualTo("//a/%C3%A4");
    assertThat(event.get("rawQueryString").asText()).isEqualTo("a=1&a=2&b=%2B+c&empty");
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("1,2");
    assertThat(event.at("/queryStringParameters/b").asText()).isEqualTo("+ c");
    assertThat(event.at("/queryStringParameters/empty").asText()).isEmpty();
    assertThat(event.has("body")).isFalse();
    assertThat(event.has("cookies")).isFalse();
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    JsonNode context = event.get("requestContext");
    assertThat(context.at("/http/method").asText()).isEqualTo("POST");
    assertThat(context.at("/http/path").asText()).isEqualTo("//a/%C3%A4");
    assertThat(context.at("/http/protocol").asText()).isEqualTo("HTTP/1.1");
    assertThat(context.at("/http/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.get("domainName").asText()).isEqualTo("localhost");
    assertThat(context.get("requestId").asText()).isEqualTo("id");
    assertThat(context.get("time").asText()).isEqualTo("12/Mar/2020:19:03:58 +0000");
    assertThat(context.get("timeEpoch").asLong()).isEqualTo(1_584_039_838_000L);
  }

  @Test
  void withoutAQueryThereAreNoParameters() throws Exception {
    JsonNode event = event("", Map.of(), "");

    assertThat(event.get("rawQueryString").asText()).isEmpty();
    assertThat(event.has("queryStringParameters")).isFalse();
  }

  @Test
  void repeatedHeadersAreJoinedAndCookiesAreSeparate() throws Exception {
    JsonNode event =
        event(
            "",
            Map.of("accept", List.of("a", "b"), "cookie", List.of("one=1; two=2", "three=3")),
            "");

    assertThat(event.at("/headers/accept").asText()).isEqualTo("a,b");
    assertThat(event.get("headers").has("cookie")).isFalse();
    assertThat(event.get("cookies").toString()).isEqualTo("[\"one=1\",\"two=2\",\"three=3\"]");
    assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, false",
    "Application/JSON; charset=utf-8, false",
    "text/plain, false",
    "text/html;charset=utf-8, false",
    "image/jpeg, true",
    "application/octet-stream, true",
    "application/x-www-form-urlencoded, true",
    "multipart/form-data; boundary=x, true",
    "'', true"
  })
  void textIsPassedUnchangedAndOtherBodiesAsBase64(String contentType, boolean base64)
      throws Exception {
    JsonNode event = event("", Map.of("content-type", List.of(contentType)), "ä");

    assertThat(event.get("isBase64Encoded").asBoolean()).isEqualTo(base64);
    assertThat(event.get("body").asText()).isEqualTo(base64 ? "w6Q=" : "ä");
  }

  @Test
  void compressedTextIsPassedAsBase64() throws Exception {
    JsonNode event =
        event(
            "",
            Map.of(
                "content-type", List.of("application/json"), "content-encoding", List.of("gzip")),
            "ä");

    assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
  }

  private static JsonNode event(String query, Map<String, List<String>> headers, String body)
      throws JsonProcessingException {
    GatewayRequest request =
        new GatewayRequest(
            "POST",
            "//a/%C3%A4",
            query,
            "HTTP/1.1",
            new TreeMap<>(headers),
            "127.0.0.1",
            Payload.of(body));
    Instant time = Instant.parse("2020-03-12T19:03:58Z");
    return new ObjectMapper().readTree(new HttpApiEvent(request, "id", time).payload().text());
  }
}
