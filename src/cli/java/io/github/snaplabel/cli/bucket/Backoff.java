package io.github.snaplabel.cli.bucket;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Tries again what fails for a reason that passes, longer than the SDK does. */
final class Backoff {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private Backoff() {}

  /** Calls, and throws what the last call throws, or whatever does not pass. */
  static <T> T call(Supplier<T> call) throws InterruptedException {
    for (Duration pause : PAUSES) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (S3Failure.of(e).kind() != S3Failure.Kind.PASSING) {
          throw e;
        }
      }
      Thread.sleep(pause);
    }
    return call.get();
  }
}
