package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;

/** The result of one attempt to tag an object. */
public sealed interface ObjectResult {
  /** The attempt has an outcome and is not retried. */
  record Done(ObjectRef object, TaggingOutcome outcome) implements ObjectResult {}

  /** The attempt failed for a reason unrelated to the object, and should be retried. */
  record Failed(ObjectRef object, RuntimeException cause) implements ObjectResult {}
}
