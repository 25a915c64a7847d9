package io.github.snaplabel.bench;

/** One way to label pictures. Several threads may use it at once. */
interface Peer extends AutoCloseable {
  /** Labels a picture, given as the bytes of its file. */
  Answer label(byte[] file) throws Exception;

  @Override
  void close();
}
