package io.github.snaplabel.tagging;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/**
 * One invocation of the function.
 *
 * @param requestId as Lambda's own log lines name it
 * @param deadline for all work of the invocation
 */
public record Invocation(String requestId, Deadline deadline) {
  /** Enough to report the outcome before Lambda ends the process. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  /** Returns the invocation that Lambda describes, with time reserved for its answer. */
  public static Invocation of(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return new Invocation(context.getAwsRequestId(), Deadline.in(left));
  }
}
