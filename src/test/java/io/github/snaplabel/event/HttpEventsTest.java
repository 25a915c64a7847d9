package io.github.snaplabel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.event.HttpRequest.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEventsTest {
  private static HttpRequest format2(String fields) throws UnknownEventException {
    return Events.read(
        """
        {"version": "2.0", "rawPath": "/classify", %s
         "requestContext": {"http": {"method": "post"}, "stage": "$default", "requestId": "r-1"}}
        """
            .formatted(fields),
        HttpRequest.class);
  }

  private static HttpRequest format1(String fields) throws UnknownEventException {
    return Events.read(
        """
        {"httpMethod": "POST", "path": "/classify", %s
         "requestContext": {"stage": "prod", "requestId": "r-2"}}
        """
            .formatted(fields),
        HttpRequest.class);
  }

  private static String text(HttpRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "http-api-image, HTTP_API",
    "http-rest-image, REST_API",
    "http-function-url-image, FUNCTION_URL"
  })
  void theRepositorysPhotoArrivesInEveryEnvelope(String event, Envelope envelope)
      throws IOException, UnknownEventException {
    HttpRequest request = Events.http(event);

    assertThat(request.envelope()).isEqualTo(envelope);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/classify");
    assertThat(request.header("CONTENT-TYPE")).contains("image/jpeg");
    assertThat(request.body()).isEqualTo(Files.readAllBytes(Path.of("model/self-test.jpg")));
    assertThat(request.requestId()).isNotEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "$default, /classify, /classify",
    "prod, /prod/classify, /classify",
    "prod, /prod, /",
    "prod, /prod/, /",
    "prod, /production, /production",
    "prod, /classify, /classify",
    "prod, /, /"
  })
  void theStageIsNotPartOfThePath(String stage, String rawPath, String path)
      throws UnknownEventException {
    String format2 =
        """
        {"version": "2.0", "rawPath": "%s",
         "requestContext": {"http": {"method": "GET"}, "stage": "%s"}}
        """
            .formatted(rawPath, stage);
    String format1 =
        """
        {"httpMethod": "GET", "path": "%s", "requestContext": {"stage": "%s"}}
        """
            .formatted(rawPath, stage);

    assertThat(Events.read(format2, HttpRequest.class).path()).isEqualTo(path);
    assertThat(Events.read(format1, HttpRequest.class).path()).isEqualTo(path);
  }

  @Test
  void headerNamesAreCaseInsensitive() throws UnknownEventException {
    HttpRequest request =
        format2("\"headers\": {\"Content-TYPE\": \"image/png\", \"accept\": \"a,b\"},");

    assertThat(request.header("content-type")).contains("image/png");
    assertThat(request.header("Accept")).contains("a,b");
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void format1sListsSayMoreThanItsPlainFields() throws UnknownEventException {
    HttpRequest request =
        format1(
            """
            "headers": {"Accept": "b", "Host": "h"}, "multiValueHeaders": {"Accept": ["a", "b"]},
            "queryStringParameters": {"topK": "2", "x": "y"},
            "multiValueQueryStringParameters": {"topK": ["1", "2"]},
            """);

    assertThat(request.header("accept")).contains("a, b");
    assertThat(request.header("host")).contains("h");
    assertThat(request.query())
        .containsEntry("topK", List.of("1", "2"))
        .containsEntry("x", List.of("y"));
  }

  @Test
  void format2sQueryIsDecodedAndKeepsEveryValue() throws UnknownEventException {
    HttpRequest request =
        format2("\"rawQueryString\": \"topK=1&topK=2&a%20b=c+d%26&flag&=x&&bad=%zz\",");

    assertThat(request.query())
        .containsEntry("topK", List.of("1", "2"))
        .containsEntry("a b", List.of("c d&"))
        .containsEntry("flag", List.of(""))
        .containsEntry("", List.of("x"))
        .containsEntry("bad", List.of("%zz"))
        .hasSize(5);
  }

  @Test
  void methodsAreUpperCase() throws UnknownEventException {
    assertThat(format2("").method()).isEqualTo("POST");
  }

  @Test
  void anEventWithoutABodyOrWithANullBodyHasNoBytes() throws UnknownEventException {
    assertThat(format2("").body()).isEmpty();
    assertThat(format1("\"body\": null, \"isBase64Encoded\": false,").body()).isEmpty();
  }

  @Test
  void textWithEscapesIsUnescaped() throws UnknownEventException {
    assertThat(text(format2("\"body\": \"{\\\"a\\\": \\\"\\u00e4\\\\n\\\"}\",")))
        .isEqualTo("{\"a\": \"ä\\n\"}");
  }

  @Test
  void textWithoutEscapesIsUnchanged() throws UnknownEventException {
    assertThat(text(format2("\"body\": \"plain ä\","))).isEqualTo("plain ä");
  }

  @Test
  void base64IsDecodedWhereverItsFlagStands() throws UnknownEventException {
    String base64 = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4});

    assertThat(format2("\"isBase64Encoded\": true, \"body\": \"" + base64 + "\",").body())
        .containsExactly(1, 2, 3, 4);
    assertThat(format2("\"body\": \"" + base64 + "\", \"isBase64Encoded\": true,").body())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void base64WithEscapedSlashesOrWithoutPaddingIsDecoded() throws UnknownEventException {
    assertThat(format2("\"isBase64Encoded\": true, \"body\": \"\\/\\/\\/\\/\",").body())
        .containsExactly(0xFF, 0xFF, 0xFF);
    assertThat(format2("\"isBase64Encoded\": true, \"body\": \"AQID\",").body())
        .containsExactly(1, 2, 3);
    assertThat(format2("\"isBase64Encoded\": true, \"body\": \"AQIDBA\",").body())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void aBodyThatIsNoBase64IsNoEvent() {
    assertThatExceptionOfType(UnknownEventException.class)
        .isThrownBy(() -> format2("\"isBase64Encoded\": true, \"body\": \"secret!\","))
        .withMessageContaining("not base64")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void sixMegabytesOfBase64AreDecoded() throws UnknownEventException {
    byte[] image = new byte[4_500_000];
    new Random(5).nextBytes(image);
    String base64 = Base64.getEncoder().encodeToString(image);

    assertThat(format2("\"body\": \"" + base64 + "\", \"isBase64Encoded\": true,").body())
        .isEqualTo(image);
  }

  @Test
  void theRequestIdIsTheOneThatAwsAssigned() throws UnknownEventException {
    assertThat(format2("").requestId()).isEqualTo("r-1");
    assertThat(format1("").requestId()).isEqualTo("r-2");
    assertThat(
            Events.read(
                    "{\"httpMethod\": \"GET\", \"path\": \"/\", \"requestContext\": {}}",
                    HttpRequest.class)
                .requestId())
        .isEqualTo("unknown");
  }
}
