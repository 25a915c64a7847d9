package io.github.snaplabel.cli.lambda;

import java.time.Instant;
import java.util.UUID;

/** Generates X-Ray trace ids that are not sampled (AWS: X-Ray tracing header). */
public final class TraceId {
  private TraceId() {}

  /** Returns a new value for the header {@code X-Amzn-Trace-Id}. */
  public static String next() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "Root=1-%08x-%s;Sampled=0"
        .formatted(Instant.now().getEpochSecond(), random.substring(0, 24));
  }
}
