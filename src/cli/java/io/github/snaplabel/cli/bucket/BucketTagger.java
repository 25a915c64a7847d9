package io.github.snaplabel.cli.bucket;

import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Labels all objects of a listing, several at once. Transient failures are retried a few times. An
 * object that still fails does not stop the others, unless they would fail for the same reason.
 */
public final class BucketTagger {
  private final BucketListing listing;
  private final Function<ObjectRef, TaggingOutcome> tagger;
  private final Runnable step;
  private final TagSummary summary;

  /**
   * Prepares a run.
   *
   * @param tagger thread-safe; may throw the SDK's exceptions
   * @param step called after each object, on any thread
   */
  public BucketTagger(
      BucketListing listing, Function<ObjectRef, TaggingOutcome> tagger, Runnable step) {
    this.listing = listing;
    this.tagger = tagger;
    this.step = step;
    this.summary = new TagSummary(listing.location());
  }

  /**
   * Runs until all objects are processed, or until continuing is pointless.
   *
   * @param concurrency objects to process at once, each on its own thread: most of the time is
   *     spent waiting for S3
   */
  public TagSummary run(int concurrency) throws InterruptedException {
    Callable<Void> work = this::tagRemaining;
    try (ExecutorService workers =
        Executors.newFixedThreadPool(concurrency, PlatformThreads.factory("tag"))) {
      for (Future<Void> worker : workers.invokeAll(Collections.nCopies(concurrency, work))) {
        worker.get();
      }
      return summary;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Void tagRemaining() throws InterruptedException {
    try {
      BucketListing.Entry entry = listing.next();
      while (entry != null && !summary.shouldStop()) {
        tag(entry);
        step.run();
        entry = listing.next();
      }
    } catch (RuntimeException e) {
      summary.stop(S3Failure.of(e).reason());
    } finally {
      // Makes the other workers stop after their current object.
      listing.stop();
    }
    return null;
  }

  private void tag(BucketListing.Entry entry) throws InterruptedException {
    ObjectRef object = entry.object();
    if (entry.archived()) {
      summary.count(new Archived());
      return;
    }
    try {
      summary.count(Backoff.retry(() -> tagger.apply(object)));
    } catch (RuntimeException e) {
      S3Failure failure = S3Failure.of(e);
      if (failure.kind() == S3Failure.Kind.FATAL) {
        throw e;
      }
      summary.countFailure(object.key(), failure);
    }
  }
}
