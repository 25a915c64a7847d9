package io.github.snaplabel.cli;

/** Writes labeled files one by one to standard output, and is the only writer to it. */
interface Report extends AutoCloseable {
  /** Writes one file and flushes. */
  void add(FileOutcome.LabeledFile file);

  /** Ends the report. */
  @Override
  void close();
}
