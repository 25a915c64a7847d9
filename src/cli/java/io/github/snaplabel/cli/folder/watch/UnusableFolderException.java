package io.github.snaplabel.cli.folder.watch;

/** Thrown when a folder cannot be used as a bucket; the message is a sentence that says why. */
public final class UnusableFolderException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFolderException(String message) {
    super(message);
  }
}
