package io.github.snaplabel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.snaplabel.event.HttpRequest.Envelope;
import java.io.UncheckedIOException;

/** Writes responses in the format that matches the request's event. Thread-safe. */
public final class ResponseWriter {
  /** Lambda's limit for a synchronous response, including the envelope (Lambda quotas, "6 MB"). */
  static final int MAX_BYTES = 6_291_556;

  private final ObjectWriter json =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
          .build()
          .writer();

  /**
   * Writes a response as JSON in UTF-8.
   *
   * @throws IllegalStateException if the response exceeds Lambda's limit, which the API prevents
   */
  public byte[] write(HttpResponse response, Envelope envelope) {
    try {
      byte[] bytes = json.writeValueAsBytes(enveloped(response, envelope));
      if (bytes.length > MAX_BYTES) {
        throw new IllegalStateException(
            "The response has %d bytes; Lambda's limit is %d".formatted(bytes.length, MAX_BYTES));
      }
      return bytes;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object enveloped(HttpResponse response, Envelope envelope) {
    return switch (envelope) {
      case HTTP_API, FUNCTION_URL ->
          APIGatewayV2HTTPResponse.builder()
              .withStatusCode(response.status())
              .withHeaders(response.headers())
              .withBody(response.body())
              .withIsBase64Encoded(response.base64())
              .build();
      case REST_API ->
          new APIGatewayProxyResponseEvent()
              .withStatusCode(response.status())
              .withHeaders(response.headers())
              .withBody(response.body())
              .withIsBase64Encoded(response.base64());
    };
  }
}
