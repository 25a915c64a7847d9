package io.github.snaplabel.image;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how many bytes are read of a file and of all parts of it, one read twice as two. */
public final class CountingBytes extends Bytes {
  private final byte[] file;
  private final int start;
  private final AtomicLong reads;

  public CountingBytes(byte[] file) {
    this(file, 0, file.length, new AtomicLong());
  }

  private CountingBytes(byte[] file, int start, int length, AtomicLong reads) {
    super(file, start, length);
    this.file = file;
    this.start = start;
    this.reads = reads;
  }

  public long reads() {
    return reads.get();
  }

  /** To make a part counts as a read, so that empty parts are not free. */
  @Override
  public Bytes from(long offset, long count) throws CorruptImageException {
    reads.incrementAndGet();
    int length = super.from(offset, count).length();
    return new CountingBytes(file, start + (int) offset, length, reads);
  }

  @Override
  public int u8(int at) throws CorruptImageException {
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

  @Override
  public int copyTo(int from, byte[] target, int at, int count) {
    int copied = super.copyTo(from, target, at, count);
    reads.addAndGet(copied);
    return copied;
  }
}
