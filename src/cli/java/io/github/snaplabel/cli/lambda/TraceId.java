package io.github.snaplabel.cli.lambda;

import java.time.Instant;
import java.util.UUID;

/** Ids as X-Ray has them, of traces that nobody records (AWS: X-Ray tracing header). */
public final class TraceId {
  private TraceId() {}

  /** Makes a new {@code X-Amzn-Trace-Id}. */
  public static String next() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "Root=1-%08x-%s;Sampled=0"
        .formatted(Instant.now().getEpochSecond(), random.substring(0, 24));
  }
}
