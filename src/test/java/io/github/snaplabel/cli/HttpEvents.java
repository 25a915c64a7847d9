package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.util.Base64;

/** Events of HTTP APIs, and the responses expected from the packaged function. */
final class HttpEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpEvents() {}

  /** Asserts that the function labels the image of every event, and refuses what is no image. */
  static void assertAnswered(FunctionProcess function) throws Exception {
    assertSees(function, "http-api-image", "/predictions/0/label");
    assertSees(function, "http-api-json", "/predictions/0/label");
    assertSees(function, "http-api-multipart", "/results/0/predictions/0/label");
    assertSees(function, "http-rest-image", "/predictions/0/label");
    assertSees(function, "http-function-url-image", "/predictions/0/label");
    assertThat(SampleEvents.answer(function, "http-health").get("statusCode").asInt())
        .isEqualTo(200);
    JsonNode refused = SampleEvents.answer(function, "http-not-an-image");
    assertThat(refused.get("statusCode").asInt()).isEqualTo(415);
    assertThat(body(refused).get("code").asText()).isEqualTo("unsupported-image");
  }

  static void assertSees(FunctionProcess function, String name, String pointer) throws Exception {
    JsonNode answer = SampleEvents.answer(function, name);
    assertThat(answer.get("statusCode").asInt()).as(name).isEqualTo(200);
    assertThat(body(answer).at(pointer).asText()).as(name).isEqualTo(ModelAnswers.selfTest());
  }

  /** Sends an image of a type through an HTTP API, and returns the response's status and body. */
  static Response classify(FunctionProcess function, String type, byte[] image) throws Exception {
    ObjectNode event = (ObjectNode) JSON.readTree(SampleEvents.text("http-api-image"));
    event.put("body", Base64.getEncoder().encodeToString(image));
    ((ObjectNode) event.get("headers"))
        .put("content-type", type)
        .put("content-length", String.valueOf(image.length));
    JsonNode answer =
        SampleEvents.answer(function.invoke(Payload.of(event.toString())), "an image of " + type);
    return new Response(answer.get("statusCode").asInt(), body(answer));
  }

  /** A response of the API. */
  record Response(int status, JsonNode body) {
    void assertProblem(int expectedStatus, String code) {
      assertThat(body.path("code").asText()).as(body.toString()).isEqualTo(code);
      assertThat(status).isEqualTo(expectedStatus);
    }
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    String body = answer.get("body").asText();
    return answer.get("isBase64Encoded").asBoolean()
        ? JSON.readTree(Base64.getDecoder().decode(body))
        : JSON.readTree(body);
  }
}
