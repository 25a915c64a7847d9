package io.github.snaplabel;

import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome;

/** What became of one object. */
sealed interface Attempt {
  ObjectRef object();

  /** It is done. */
  record Done(ObjectRef object, TaggingOutcome outcome) implements Attempt {}

  /** It is to be tried again. */
  record Failed(ObjectRef object, RuntimeException cause) implements Attempt {}
}
