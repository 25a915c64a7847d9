package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;

/** The result of one attempt to tag an object. */
public sealed interface ObjectResult {
  /** Returns the object that was attempted. */
  ObjectRef object();

  /** The attempt came to an outcome and is not repeated. */
  record Done(ObjectRef object, TaggingOutcome outcome) implements ObjectResult {}

  /** The attempt failed for a reason that is not the object's, and is to be retried. */
  record Failed(ObjectRef object, RuntimeException cause) implements ObjectResult {}
}
