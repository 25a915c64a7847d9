package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Missing;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Processed;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Rejected;
import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.cli.folder.s3.StoredTags.Verdict;
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
 * Has files announced to the function, several side by side, and notes what it makes of them. One
 * that fails is announced twice more, as Lambda does with events that nobody waits for.
 * Thread-safe.
 */
final class NotificationQueue implements AutoCloseable {
  /** AWS: "How Lambda handles errors and retries with asynchronous invocation". */
  private static final int ATTEMPTS = 3;

  private final FunctionNotifier announcer;
  private final ObjectIndex objects;
  private final TagStore tags;
  private final Catalog catalog;
  private final String model;
  private final Duration pause;
  private final ScheduledExecutorService workers;
  private final AtomicLong sequencer = new AtomicLong(System.currentTimeMillis() << 16);

  /** The latest announcement of each file; what comes of older ones does not count. */
  private final Map<String, Long> latest = new ConcurrentHashMap<>();

  /**
   * Announces nothing yet.
   *
   * @param model that labels, its version included: what it has seen is not announced again
   * @param atOnce files side by side at most
   * @param pause before the second attempt; it is twice as long before the third
   */
  NotificationQueue(
      Integration function,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      String model,
      int atOnce,
      Duration pause) {
    this.announcer = new FunctionNotifier(function);
    this.objects = objects;
    this.tags = tags;
    this.catalog = catalog;
    this.model = model;
    this.pause = pause;
    // Once it is closed nothing is tried again.
    this.workers =
        new ScheduledThreadPoolExecutor(
            atOnce, PlatformThreads.factory("tagging"), new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Announces a file when its turn comes. */
  void announce(CatalogEntry picture) {
    long number = sequencer.incrementAndGet();
    latest.put(picture.key(), number);
    catalog.put(picture);
    workers.execute(() -> announce(picture, number, 1));
  }

  /** Does not announce a file any more. */
  void forget(String key) {
    latest.remove(key);
  }

  private void announce(CatalogEntry picture, long number, int attempt) {
    try {
      Optional<String> problem = attempt(picture, number);
      if (problem.isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        show(picture.failed(State.FAILED, problem.get()), number);
        return;
      }
      show(picture.failed(State.RETRYING, problem.get()), number);
      var _ =
          workers.schedule(
              () -> announce(picture, number, attempt + 1),
              pause.multipliedBy(attempt).toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // It has been closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Answers what went wrong, if the file is to be announced again. */
  private Optional<String> attempt(CatalogEntry picture, long number) throws InterruptedException {
    try {
      if (!isLatest(picture.key(), number)) {
        return Optional.empty();
      }
      Optional<FolderObject> found = objects.find(picture.key());
      if (found.isEmpty()) {
        // Deleted meanwhile, which will be noticed.
        return Optional.empty();
      }
      Optional<StoredTags> kept = tags.find(found.get()).filter(entry -> entry.isSeenBy(model));
      if (kept.isPresent()) {
        show(picture.settled(kept.get()), number);
        return Optional.empty();
      }
      show(picture.at(State.WORKING), number);
      return switch (announcer.announce(found.get(), number)) {
        case Processed(String outcome) -> {
          if (isLatest(picture.key(), number)) {
            StoredTags entry = tags.settle(found.get(), new Verdict(outcome, model));
            show(picture.settled(entry), number);
          }
          yield Optional.empty();
        }
        case Missing _ -> gone(found.get());
        case Rejected(String sentence) -> Optional.of(sentence);
      };
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("The file cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      // The executor would keep it to itself, and the file would seem to be worked on for ever.
      return Optional.of("The file cannot be announced: " + e);
    }
  }

  /** What has been deleted or replaced meanwhile will be noticed; nothing else may be gone. */
  private Optional<String> gone(FolderObject object) throws IOException {
    return objects
        .find(object.key())
        .filter(now -> now.eTag().equals(object.eTag()))
        .map(_ -> "The function did not find the file");
  }

  private void show(CatalogEntry picture, long number) {
    if (isLatest(picture.key(), number)) {
      catalog.put(picture);
    }
  }

  private boolean isLatest(String key, long number) {
    return Long.valueOf(number).equals(latest.get(key));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
