package io.github.snaplabel.cli;

/** Writes labelled pictures one after the other to standard output, which gets nothing else. */
interface Report extends AutoCloseable {
  void add(FileOutcome.LabeledFile picture);

  /** Ends the report. */
  @Override
  void close();
}
