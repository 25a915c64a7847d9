package io.github.snaplabel.event;

import java.util.List;

/**
 * Objects that were created, or restored from an archive. The invocation is asynchronous.
 *
 * @param source sender of the event
 * @param objects in the event's order; empty if it only reports other changes, such as deletions
 */
public record ObjectsCreated(Source source, List<ObjectRef> objects) implements IncomingEvent {
  /** The sender of an event. */
  public enum Source {
    /** A bucket's notification. */
    S3,
    /** A rule for "Object Created" or "Object Restore Completed". */
    EVENTBRIDGE,
    /** A topic whose messages contain events of the other sources. */
    SNS,
    /** Lambda's record of a failed invocation, sent again; it contains an event of any source. */
    FAILED_INVOCATION
  }
}
