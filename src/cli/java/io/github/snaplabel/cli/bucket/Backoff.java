package io.github.snaplabel.cli.bucket;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Retries calls that fail for a transient reason, for longer than the SDK does. */
final class Backoff {
  private static final List<Duration> DELAYS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private Backoff() {}

  /**
   * Returns the call's result. Throws the last attempt's exception, and non-transient ones at once.
   */
  static <T> T retry(Supplier<T> call) throws InterruptedException {
    for (Duration delay : DELAYS) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (S3Failure.of(e).kind() != S3Failure.Kind.TRANSIENT) {
          throw e;
        }
      }
      Thread.sleep(delay);
    }
    return call.get();
  }
}
