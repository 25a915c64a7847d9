package io.github.snaplabel.cli;

import java.io.PrintWriter;

/** Counts outcomes. Not thread-safe. */
final class Summary {
  private int labeled;
  private int failed;
  private int noPictures;

  Summary(int failed) {
    this.failed = failed;
  }

  void count(FileOutcome outcome) {
    switch (outcome) {
      case FileOutcome.LabeledFile _ -> labeled++;
      case FileOutcome.UnreadableFile _ -> failed++;
      case FileOutcome.NotAnImageFile _ -> noPictures++;
    }
  }

  /** Says what the report does not. */
  void print(PrintWriter errors) {
    if (labeled == 0 && failed == 0) {
      errors.println("No pictures found.");
    } else if (failed > 0) {
      errors.printf("%d read, %d not.%n", labeled, failed);
    }
    if (noPictures > 0) {
      errors.printf(
          "%d other %s left alone.%n", noPictures, noPictures == 1 ? "file was" : "files were");
    }
    errors.flush();
  }

  /**
   * Returns 0 if everything was read, else 1.
   *
   * @param cutShort nobody wanted the rest, which then need not be there
   */
  int exitCode(boolean cutShort) {
    return (labeled > 0 || cutShort) && failed == 0 ? 0 : 1;
  }
}
