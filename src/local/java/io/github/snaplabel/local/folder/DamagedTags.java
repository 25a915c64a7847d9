package io.github.snaplabel.local.folder;

/** The file of the tags is not what was written to it. */
final class DamagedTags extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedTags(Exception cause) {
    super(cause);
  }
}
