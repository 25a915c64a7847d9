package io.github.snaplabel.local.bucket;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Tries again what fails for a reason that passes, longer than the SDK does. */
final class Patience {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private Patience() {}

  /** Calls, and throws what the last call throws, or whatever does not pass. */
  static <T> T call(Supplier<T> call) throws InterruptedException {
    for (Duration pause : PAUSES) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (Fault.of(e).kind() != Fault.Kind.PASSING) {
          throw e;
        }
      }
      Thread.sleep(pause);
    }
    return call.get();
  }
}
