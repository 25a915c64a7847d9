package io.github.snaplabel.tagging;

import java.io.IOException;

/** Thrown if others repeatedly removed our tags or replaced the object; a retry may succeed. */
public final class TagConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  TagConflictException(String message) {
    super(message);
  }
}
