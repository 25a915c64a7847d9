package io.github.snaplabel.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that allow pages of another origin to call the API (Fetch standard, "CORS protocol"). */
final class Cors {
  private final Map<String, String> headers;
  private final Map<String, String> preflight;

  /**
   * @param origin allowed origin, {@code *} for all, or null for none
   */
  Cors(@Nullable String origin) {
    // The headers do not depend on the request's origin, so no response needs "Vary: Origin".
    this.headers =
        origin == null
            ? Map.of()
            : Map.of(
                "Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", "ETag");
    this.preflight =
        origin == null
            ? Map.of()
            : Map.of(
                "Access-Control-Allow-Headers",
                // Includes the headers of a signed request (SigV4), for access by IAM.
                "Accept, Authorization, Content-Type, If-None-Match, "
                    + "X-Amz-Content-Sha256, X-Amz-Date, X-Amz-Security-Token",
                // Two hours, the longest time that Chromium honors.
                "Access-Control-Max-Age",
                "7200");
  }

  /** Returns the headers of every response. */
  Map<String, String> headers() {
    return headers;
  }

  /** Returns the response to an OPTIONS request, which may be a preflight request. */
  HttpResponse options(Route route) {
    HttpResponse response = new HttpResponse(204, Map.of("Allow", route.allowedMethods()), "");
    return preflight.isEmpty()
        ? response
        : response
            .withDefaults(preflight)
            .withDefaults(Map.of("Access-Control-Allow-Methods", route.allowedMethods()));
  }
}
