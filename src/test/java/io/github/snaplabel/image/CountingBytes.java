package io.github.snaplabel.image;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read from a file and all ranges of it, repeated reads included. */
final class CountingBytes extends Bytes {
  private final byte[] file;
  private final int start;
  private final AtomicLong reads;

  CountingBytes(byte[] file) {
    this(file, 0, file.length, new AtomicLong());
  }

  private CountingBytes(byte[] file, int start, int length, AtomicLong reads) {
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
  Bytes from(long offset, long count) throws CorruptImageException {
    reads.incrementAndGet();
    int length = super.from(offset, count).length();
    return new CountingBytes(file, start + (int) offset, length, reads);
  }

  @Override
  int u8(int at) throws CorruptImageException {
    reads.incrementAndGet();
    return super.u8(at);
  }

  @Override
  String text(int at, int count) {
    reads.addAndGet(count);
    return super.text(at, count);
  }

  @Override
  void copyTo(MemorySegment target, long at) {
    reads.addAndGet(length());
    super.copyTo(target, at);
  }
}
