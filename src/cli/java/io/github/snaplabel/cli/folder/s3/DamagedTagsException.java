package io.github.snaplabel.cli.folder.s3;

/** Thrown when the tags file is not in the format this program writes. */
public final class DamagedTagsException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedTagsException(Exception cause) {
    super(cause);
  }
}
