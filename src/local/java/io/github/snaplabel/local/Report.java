package io.github.snaplabel.local;

/** Writes labelled pictures one after the other to standard output, which gets nothing else. */
interface Report extends AutoCloseable {
  void add(Outcome.Labeled picture);

  /** Ends the report. */
  @Override
  void close();
}
