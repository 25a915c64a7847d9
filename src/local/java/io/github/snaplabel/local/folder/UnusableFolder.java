package io.github.snaplabel.local.folder;

/** A folder cannot be a bucket; the message says why, in a sentence. */
public final class UnusableFolder extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFolder(String message) {
    super(message);
  }
}
