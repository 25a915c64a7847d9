package io.github.snaplabel.image.jpeg;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read from a file and all ranges of it, repeated reads included. */
final class CountingByteRange extends ByteRange {
  private final byte[] file;
  private final int start;
  private final AtomicLong reads;

  CountingByteRange(byte[] file) {
    this(file, 0, file.length, new AtomicLong());
  }

  private CountingByteRange(byte[] file, int start, int length, AtomicLong reads) {
    super(file, start, length);
    this.file = file;
    this.start = start;
    this.reads = reads;
  }

  long reads() {
    return reads.get();
  }

  /** Counts as one read, so that empty ranges are not free. */
  @Override
  ByteRange range(int offset, int count) {
    reads.incrementAndGet();
    return new CountingByteRange(file, start + offset, super.range(offset, count).length(), reads);
  }

  @Override
  int u8(int offset) {
    reads.incrementAndGet();
    return super.u8(offset);
  }

  @Override
  boolean startsWith(String characters) {
    reads.addAndGet(characters.length());
    return super.startsWith(characters);
  }

  @Override
  int copyTo(int offset, byte[] target, int targetOffset, int count) {
    int copied = super.copyTo(offset, target, targetOffset, count);
    reads.addAndGet(copied);
    return copied;
  }
}
