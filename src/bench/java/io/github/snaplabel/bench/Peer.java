package io.github.snaplabel.bench;

/** An image classifier under test. Thread-safe. */
interface Peer extends AutoCloseable {
  /** Labels an image. */
  Answer label(byte[] file) throws Exception;

  @Override
  void close();
}
