package io.github.snaplabel.cli.folder.s3;

/** The file of the tags is not what was written to it. */
public final class DamagedTagsException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedTagsException(Exception cause) {
    super(cause);
  }
}
