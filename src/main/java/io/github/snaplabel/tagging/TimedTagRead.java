package io.github.snaplabel.tagging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object's tags while its image is labeled, so that the response arrives just after the
 * labels are known and just before they are written.
 *
 * <p>A response that arrives earlier is discarded, and the tags are read again: otherwise, tags
 * that another program writes before the image has been labeled would be lost. The time between the
 * read and the write, during which tags can be lost, is therefore no longer than if the read
 * started when the labels are known. Thread-safe; used for one object.
 */
final class TimedTagRead implements AutoCloseable {
  private final ObjectStore store;
  private final ReadTiming timing;
  private final TimeLimit limit;
  private @Nullable Started started;
  private boolean closed;

  /**
   * A read that has been scheduled.
   *
   * @param nanoTime when labeling started
   * @param bytes of the content
   * @param labeled opened when the labels are known, so that the read waits no longer
   */
  private record Started(
      BackgroundCall<Map<String, String>> call, long nanoTime, long bytes, CountDownLatch labeled) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
  }

  TimedTagRead(ObjectStore store, ReadTiming timing, TimeLimit limit) {
    this.store = store;
    this.timing = timing;
    this.limit = limit;
  }

  /**
   * Schedules the read; to be called at most once, when labeling starts.
   *
   * @param bytes of the content
   */
  synchronized void labelingStarts(StoredObject.Id id, long bytes) {
    if (closed) {
      return;
    }
    CountDownLatch labeled = new CountDownLatch(1);
    Duration delay = timing.delay(bytes);
    BackgroundCall<Map<String, String>> call =
        BackgroundCall.start(
            "tags",
            () -> {
              boolean _ = labeled.await(delay.toNanos(), TimeUnit.NANOSECONDS);
              return read(id);
            });
    started = new Started(call, System.nanoTime(), bytes, labeled);
  }

  /** Records how long labeling took; to be called when the labels are known. */
  synchronized void labeled() {
    if (started != null) {
      timing.labeled(started.bytes(), started.age());
    }
  }

  /**
   * Returns the tags that the object has now: the response arrives during this call.
   *
   * @throws java.io.UncheckedIOException if the deadline passes first
   */
  Map<String, String> current(StoredObject.Id id) throws ObjectGoneException {
    Started read = started();
    if (read == null || read.call().isDone()) {
      return read(id);
    }
    read.labeled().countDown();
    return read.call().await(limit.forStep(), ObjectGoneException.class);
  }

  private synchronized @Nullable Started started() {
    return started;
  }

  private Map<String, String> read(StoredObject.Id id) throws ObjectGoneException {
    long start = System.nanoTime();
    Map<String, String> tags = store.tags(id, limit.forStep());
    timing.read(Duration.ofNanos(System.nanoTime() - start));
    return tags;
  }

  /** Cancels a read that is not needed, and waits until its thread has ended. */
  @Override
  public void close() {
    Started read;
    synchronized (this) {
      closed = true;
      read = started;
    }
    if (read != null) {
      read.call().close();
    }
  }
}
