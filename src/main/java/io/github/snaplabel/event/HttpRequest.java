package io.github.snaplabel.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, whatever it came through. Immutable but for the body's bytes, which nobody
 * changes.
 *
 * @param envelope in which it came and its answer goes
 * @param method upper case
 * @param path without the stage, {@code /} at least
 * @param query decoded parameters by name, each with its values in order
 * @param headers by lower-case name, each with its values in order
 * @param body decoded; empty if there is none
 * @param requestId that the caller's side of AWS gave it
 */
@SuppressWarnings("ArrayRecordComponent") // six megabytes, read once: neither copied nor compared
public record HttpRequest(
    Envelope envelope,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body,
    String requestId)
    implements IncomingEvent {
  /** The shapes of request and answer. */
  public enum Envelope {
    /** API Gateway HTTP API, payload format 2.0. */
    HTTP_API,
    /** Lambda's own HTTPS endpoint, which speaks format 2.0 too. */
    FUNCTION_URL,
    /** API Gateway REST API, or HTTP API with payload format 1.0. */
    REST_API
  }

  /** A header's values, joined by commas as HTTP allows; its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .map(values -> String.join(", ", values));
  }
}
