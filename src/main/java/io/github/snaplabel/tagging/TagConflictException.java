package io.github.snaplabel.tagging;

import java.io.IOException;

/** Another writer kept undoing what was written to an object; a later attempt may succeed. */
public final class TagConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  TagConflictException(String message) {
    super(message);
  }
}
