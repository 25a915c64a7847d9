package io.github.snaplabel.cli;

import java.io.PrintWriter;

/** Counts the outcomes of a run. Not thread-safe. */
final class Summary {
  private final Skipped skipped;
  private int labeled;
  private int failed;

  /** Creates a summary that adds to what a search has skipped. */
  Summary(Skipped skipped) {
    this.skipped = skipped;
  }

  void count(FileOutcome outcome) {
    switch (outcome) {
      case FileOutcome.LabeledFile _ -> labeled++;
      case FileOutcome.UnreadableFile _ -> failed++;
      case FileOutcome.NotAnImageFile _ -> skipped.addOther();
    }
  }

  /** Prints the counts that the report does not show. */
  void print(PrintWriter errors) {
    if (labeled == 0 && failed == 0) {
      errors.println("No pictures found.");
    } else if (failed > 0) {
      errors.printf("%d labeled, %d failed.%n", labeled, failed);
    }
    skipped.print(errors);
    errors.flush();
  }

  /**
   * Returns 0 if every picture was labeled, else 1.
   *
   * @param truncated whether the reader of the report exited early, so that missing pictures are
   *     not a failure
   */
  int exitCode(boolean truncated) {
    return (labeled > 0 || truncated) && failed == 0 ? 0 : 1;
  }
}
