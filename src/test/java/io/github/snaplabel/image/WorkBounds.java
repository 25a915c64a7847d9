package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The work that a parser may do, in proportion to the bytes of a file. */
public final class WorkBounds {
  private static final long READS_PER_BYTE = 8;
  private static final long ALLOCATED_PER_BYTE = 64;
  private static final long ALLOCATED_PER_FILE = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private WorkBounds() {}

  public static void assertAllocationWithin(int fileBytes, Runnable parse) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    parse.run();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated)
        .as("bytes allocated")
        .isLessThan(ALLOCATED_PER_FILE + ALLOCATED_PER_BYTE * fileBytes);
  }

  public static void assertReadsWithin(int fileBytes, long reads) {
    assertThat(reads).as("bytes read").isLessThan(READS_PER_BYTE * fileBytes);
  }
}
