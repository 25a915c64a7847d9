package io.github.snaplabel.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, independent of the AWS service that sent it. Immutable, except that the body's
 * bytes are not copied; nothing modifies them.
 *
 * @param envelope format of the event and of its response
 * @param method in upper case
 * @param path without the stage; at least {@code /}
 * @param query decoded parameters by name, each with its values in order
 * @param headers by lower-case name, each with its values in order
 * @param body decoded; empty if the request has none
 * @param requestId assigned by API Gateway or the function URL
 */
@SuppressWarnings("ArrayRecordComponent") // up to 6 MB, read once: neither copied nor compared
public record HttpRequest(
    Envelope envelope,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body,
    String requestId)
    implements IncomingEvent {
  /** The format of an event and its response. */
  public enum Envelope {
    /** API Gateway HTTP API, payload format 2.0. */
    HTTP_API,
    /** Lambda's own HTTPS endpoint, which uses payload format 2.0 too. */
    FUNCTION_URL,
    /** API Gateway REST API, or an HTTP API configured for payload format 1.0. */
    REST_API
  }

  /**
   * Returns a header's values joined by commas, as HTTP allows.
   *
   * @param name of the header, in any case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .map(values -> String.join(", ", values));
  }
}
