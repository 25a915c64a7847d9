package io.github.snaplabel.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, before it goes into its envelope.
 *
 * @param status HTTP's
 * @param headers by name; none has several values
 * @param body text, or bytes in base64; empty if there is none
 * @param base64 which of the two
 */
public record HttpResponse(int status, Map<String, String> headers, String body, boolean base64) {
  /** Copies the headers, in their order. */
  public HttpResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An answer in text. */
  HttpResponse(int status, Map<String, String> headers, String body) {
    this(status, headers, body, false);
  }

  /** The same answer with more headers; those it has already win. */
  HttpResponse withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    defaults.forEach(all::putIfAbsent);
    return new HttpResponse(status, all, body, base64);
  }

  /** The same answer to HEAD. */
  HttpResponse withoutBody() {
    return new HttpResponse(status, headers, "");
  }
}
