package io.github.snaplabel.event;

import java.util.List;

/**
 * Objects that were created, or restored from an archive; nobody waits for an answer.
 *
 * @param source who tells it
 * @param objects in the event's order; none if it only tells of other things, such as deletions
 */
public record ObjectsCreated(Source source, List<ObjectRef> objects) implements IncomingEvent {
  /** Who invoked the function. */
  public enum Source {
    /** A bucket's notification. */
    S3,
    /** A rule for "Object Created" or "Object Restore Completed". */
    EVENTBRIDGE,
    /** A topic that carries one of the others. */
    SNS,
    /** Lambda's record of an invocation that failed, sent again; the event is of any other kind. */
    FAILED_INVOCATION
  }
}
