package io.github.snaplabel.tagging;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/**
 * One invocation of the function.
 *
 * @param requestId as in Lambda's own log lines
 * @param deadline of all work of the invocation
 */
public record Invocation(String requestId, Deadline deadline) {
  /** Enough to return the response before Lambda's timeout. */
  private static final Duration RESPONSE_TIME = Duration.ofMillis(500);

  /** Returns the current invocation, with time reserved for its response. */
  public static Invocation of(Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    return new Invocation(context.getAwsRequestId(), Deadline.in(remaining.minus(RESPONSE_TIME)));
  }
}
