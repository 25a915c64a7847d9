package io.github.snaplabel.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response, independent of the format in which Lambda returns it.
 *
 * @param status HTTP status code
 * @param headers by name, each with one value
 * @param body text, or bytes in base64; empty if there is none
 * @param base64 whether the body is bytes in base64
 */
public record HttpResponse(int status, Map<String, String> headers, String body, boolean base64) {
  /** Copies the headers, keeping their order. */
  public HttpResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Creates a response whose body is text. */
  HttpResponse(int status, Map<String, String> headers, String body) {
    this(status, headers, body, false);
  }

  /** Returns the response with more headers; existing headers take precedence. */
  HttpResponse withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    defaults.forEach(all::putIfAbsent);
    return new HttpResponse(status, all, body, base64);
  }

  /** Returns the response to the same request with method HEAD. */
  HttpResponse withoutBody() {
    return new HttpResponse(status, headers, "");
  }
}
