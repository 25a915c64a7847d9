package io.github.snaplabel.cli.folder.watch;

/** A folder cannot be a bucket; the message says why, in a sentence. */
public final class UnusableFolderException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFolderException(String message) {
    super(message);
  }
}
