package io.github.snaplabel.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that let pages of another origin call (Fetch standard, "CORS protocol"). */
final class Cors {
  private final Map<String, String> everywhere;
  private final Map<String, String> preflight;

  /**
   * @param origin that may call, {@code *} for all, or null for none
   */
  Cors(@Nullable String origin) {
    // The value is the same for everyone who asks, so that answers need not vary by origin.
    this.everywhere =
        origin == null
            ? Map.of()
            : Map.of(
                "Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", "ETag");
    this.preflight =
        origin == null
            ? Map.of()
            : Map.of(
                "Access-Control-Allow-Headers",
                // Those of a signed request (SigV4) among them, for access by IAM.
                "Accept, Authorization, Content-Type, If-None-Match, "
                    + "X-Amz-Content-Sha256, X-Amz-Date, X-Amz-Security-Token",
                // Two hours: browsers keep it no longer.
                "Access-Control-Max-Age",
                "7200");
  }

  /** For every answer. */
  Map<String, String> headers() {
    return everywhere;
  }

  /** The answer to OPTIONS, whether it is a preflight or not. */
  HttpResponse options(Route route) {
    HttpResponse response = new HttpResponse(204, Map.of("Allow", route.methods()), "");
    return preflight.isEmpty()
        ? response
        : response
            .withDefaults(preflight)
            .withDefaults(Map.of("Access-Control-Allow-Methods", route.methods()));
  }
}
