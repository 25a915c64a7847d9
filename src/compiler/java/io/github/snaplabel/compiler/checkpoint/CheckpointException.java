package io.github.snaplabel.compiler.checkpoint;

/** Thrown if a checkpoint is damaged or does not contain a state dict. */
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 400;

  /**
   * @param message one sentence for the person who runs the build; it may quote names from the
   *     file, so control characters are replaced and long messages truncated
   */
  CheckpointException(String message) {
    super(printable(message));
  }

  private static String printable(String message) {
    String line = message.replaceAll("\\p{C}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
