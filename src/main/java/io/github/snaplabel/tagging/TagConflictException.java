package io.github.snaplabel.tagging;

import java.io.IOException;

/** Another writer repeatedly removed our tags or replaced the object; a retry may succeed. */
public final class TagConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  TagConflictException(String message) {
    super(message);
  }
}
