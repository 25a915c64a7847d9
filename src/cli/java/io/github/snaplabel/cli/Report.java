package io.github.snaplabel.cli;

/** Writes labeled files one by one to standard output, and is the only writer to it. */
interface Report extends AutoCloseable {
  /** Adds a file. */
  void add(FileOutcome.LabeledFile file);

  /** Adds a file that could not be labeled, which is also reported on standard error. */
  void add(FileOutcome.UnreadableFile file);

  /** Ends the report. */
  @Override
  void close();
}
