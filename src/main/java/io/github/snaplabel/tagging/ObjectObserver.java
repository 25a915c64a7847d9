package io.github.snaplabel.tagging;

/** Observes the processing of S3 events, for logs and metrics. Implementations are thread-safe. */
public interface ObjectObserver {
  /**
   * Called once for each attempt to tag an object.
   *
   * @param requestId of the invocation
   */
  void attempted(String requestId, ObjectResult result);

  /**
   * Called for a queued message that cannot be parsed.
   *
   * @param requestId of the invocation
   * @param problem what is wrong with the message, in a sentence
   */
  void unreadableMessage(String requestId, String messageId, String problem);
}
