package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.HttpRequest.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseWriterTest {
  private final ResponseWriter writer = new ResponseWriter();

  @ParameterizedTest
  @EnumSource
  void responsesAreWrittenInTheRequestsFormat(Envelope envelope) throws Exception {
    HttpResponse response =
        new HttpResponse(200, Map.of("Content-Type", "text/plain"), "\"caf\u00E9\"");

    assertThat(new ObjectMapper().readTree(writer.write(response, envelope)))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"statusCode": 200, "headers": {"Content-Type": "text/plain"},
                     "body": "\\"caf\u00E9\\"", "isBase64Encoded": false}
                    """));
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreMarkedAsBase64(Envelope envelope) throws Exception {
    HttpResponse response = new HttpResponse(200, Map.of(), "AP8=", true);

    assertThat(new ObjectMapper().readTree(writer.write(response, envelope)))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"statusCode\": 200, \"headers\": {}, \"body\": \"AP8=\","
                        + " \"isBase64Encoded\": true}"));
  }

  @Test
  void responsesAreUtf8() {
    assertThat(
            new String(
                writer.write(new HttpResponse(200, Map.of(), "\u00E9"), Envelope.HTTP_API),
                StandardCharsets.UTF_8))
        .contains("\u00E9");
  }

  @ParameterizedTest
  @EnumSource
  void aResponseAboveLambdasLimitIsNotWritten(Envelope envelope) {
    HttpResponse response = new HttpResponse(200, Map.of(), "x".repeat(ResponseWriter.MAX_BYTES));

    assertThatIllegalStateException()
        .isThrownBy(() -> writer.write(response, envelope))
        .withMessageContaining("6291556");
  }
}
