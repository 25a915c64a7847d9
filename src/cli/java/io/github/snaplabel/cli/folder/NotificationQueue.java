package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Missing;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Processed;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Rejected;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.CatalogEntry;
import io.github.snaplabel.cli.folder.site.CatalogEntry.State;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.cli.gateway.Integration;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events for files to the function, several at once, and records the results. A failed event
 * is retried twice, as Lambda does for asynchronous invocations. Thread-safe.
 */
final class NotificationQueue implements AutoCloseable {
  /** AWS: "How Lambda handles errors and retries with asynchronous invocation". */
  private static final int MAX_ATTEMPTS = 3;

  private final FunctionNotifier notifier;
  private final ObjectIndex objects;
  private final TagStore tags;
  private final Catalog catalog;
  private final FunctionTags written;
  private final Duration retryDelay;
  private final ScheduledExecutorService workers;
  private final AtomicLong sequencer = new AtomicLong(System.currentTimeMillis() << 16);

  /** The sequence number of each file's latest event; results of older events are ignored. */
  private final Map<String, Long> latest = new ConcurrentHashMap<>();

  /**
   * Creates an empty queue.
   *
   * @param written identifies the function's tags; content that its model has processed before is
   *     not sent again
   * @param concurrency events to send at once
   * @param retryDelay delay before the second attempt; doubled before the third
   */
  NotificationQueue(
      Integration function,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      FunctionTags written,
      int concurrency,
      Duration retryDelay) {
    this.notifier = new FunctionNotifier(function);
    this.objects = objects;
    this.tags = tags;
    this.catalog = catalog;
    this.written = written;
    this.retryDelay = retryDelay;
    // Retries scheduled after close() are discarded.
    this.workers =
        new ScheduledThreadPoolExecutor(
            concurrency,
            PlatformThreads.factory("tagging"),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Adds a file to the queue, superseding its earlier events. */
  void enqueue(CatalogEntry entry) {
    long sequence = sequencer.incrementAndGet();
    latest.put(entry.key(), sequence);
    catalog.put(entry);
    workers.execute(() -> process(entry, sequence, 1));
  }

  /**
   * Drops a file: it is no longer sent, and pending results are ignored. Call this before the file
   * is removed from the tags and the catalog.
   */
  void forget(String key) {
    latest.remove(key);
  }

  private void process(CatalogEntry entry, long sequence, int attempt) {
    try {
      Optional<String> error = tryOnce(entry, sequence);
      if (error.isEmpty()) {
        return;
      }
      if (attempt == MAX_ATTEMPTS) {
        publish(entry.withError(State.FAILED, error.get()), sequence);
        return;
      }
      publish(entry.withError(State.RETRYING, error.get()), sequence);
      var _ =
          workers.schedule(
              () -> process(entry, sequence, attempt + 1),
              retryDelay.multipliedBy(attempt).toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // The queue has been closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Makes one attempt. Returns the error if it should be retried, else empty. */
  private Optional<String> tryOnce(CatalogEntry entry, long sequence) throws InterruptedException {
    try {
      if (!isLatest(entry.key(), sequence)) {
        return Optional.empty();
      }
      Optional<FolderObject> found = objects.find(entry.key());
      if (found.isEmpty()) {
        // Deleted meanwhile: the folder watch reports that.
        return Optional.empty();
      }
      Optional<StoredTags> known =
          tags.find(found.get()).filter(stored -> stored.isProcessedBy(written.model()));
      if (known.isPresent()) {
        publish(entry.processed(known.get()), sequence);
        return Optional.empty();
      }
      publish(entry.withState(State.WORKING), sequence);
      return switch (notifier.notifyCreated(found.get(), sequence)) {
        case Processed(String outcome) -> {
          tags.recordResultIf(
                  () -> isLatest(entry.key(), sequence), found.get(), written.result(outcome))
              .ifPresent(stored -> publish(entry.processed(stored), sequence));
          yield Optional.empty();
        }
        case Missing _ -> errorIfUnchanged(found.get());
        case Rejected(String sentence) -> Optional.of(sentence);
      };
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("The file cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      // The executor would swallow it, and the file would stay in progress forever.
      return Optional.of("The event cannot be sent: " + e);
    }
  }

  /**
   * Returns an error if the function did not find an object that still exists. The folder watch
   * reports objects that were deleted or replaced meanwhile.
   */
  private Optional<String> errorIfUnchanged(FolderObject object) throws IOException {
    return objects
        .find(object.key())
        .filter(now -> now.eTag().equals(object.eTag()))
        .map(_ -> "The function did not find the file");
  }

  private void publish(CatalogEntry entry, long sequence) {
    catalog.putIf(() -> isLatest(entry.key(), sequence), entry);
  }

  private boolean isLatest(String key, long sequence) {
    return Long.valueOf(sequence).equals(latest.get(key));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
