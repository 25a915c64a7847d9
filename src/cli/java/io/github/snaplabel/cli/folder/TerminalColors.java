package io.github.snaplabel.cli.folder;

/** Tells whether the user wants colors on a terminal (no-color.org). */
public final class TerminalColors {
  private TerminalColors() {}

  /** Returns false if the variable {@code NO_COLOR} is set and not empty. */
  public static boolean areWanted() {
    String noColor = System.getenv("NO_COLOR");
    return noColor == null || noColor.isEmpty();
  }
}
