package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.Context;
import io.github.snaplabel.tagging.Deadline;
import java.time.Duration;

/**
 * One invocation of the function.
 *
 * @param requestId as Lambda's own log lines name it
 * @param deadline for all work
 */
record Call(String requestId, Deadline deadline) {
  /** Enough to tell of the outcome before Lambda ends the process. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  static Call of(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return new Call(context.getAwsRequestId(), Deadline.in(left));
  }
}
