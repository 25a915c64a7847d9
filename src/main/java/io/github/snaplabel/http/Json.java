package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** The API's JSON: strict in, plain out. Thread-safe. */
final class Json {
  /** Two values for one field would leave open which one was meant. */
  private final ObjectMapper mapper =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  ObjectMapper mapper() {
    return mapper;
  }

  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that must not be kept by caches. */
  HttpResponse answer(Object value) {
    return new HttpResponse(
        200, Map.of("Content-Type", MediaTypes.JSON, "Cache-Control", "no-store"), write(value));
  }
}
