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
 * Labels all objects of a listing, several side by side. What S3 cannot do just now is tried again
 * a few times; what fails then stops nothing but itself, unless all others would fail as well.
 */
public final class BucketTagger {
  private final BucketListing listing;
  private final Function<ObjectRef, TaggingOutcome> tagger;
  private final Runnable step;
  private final TagSummary summary;

  /**
   * Prepares a run.
   *
   * @param tagger thread-safe; it may throw what the SDK does
   * @param step called after each object, by any thread
   */
  public BucketTagger(
      BucketListing listing, Function<ObjectRef, TaggingOutcome> tagger, Runnable step) {
    this.listing = listing;
    this.tagger = tagger;
    this.step = step;
    this.summary = new TagSummary(listing.location());
  }

  /**
   * Comes back when the last object is done, or there is no use in going on.
   *
   * @param sideBySide objects at once, each on a thread of its own: most of their time is S3's
   */
  public TagSummary run(int sideBySide) throws InterruptedException {
    Callable<Void> work = this::tagWhatIsLeft;
    try (ExecutorService workers =
        Executors.newFixedThreadPool(sideBySide, PlatformThreads.factory("tag"))) {
      for (Future<Void> worker : workers.invokeAll(Collections.nCopies(sideBySide, work))) {
        worker.get();
      }
      return summary;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Void tagWhatIsLeft() throws InterruptedException {
    try {
      BucketListing.Entry entry = listing.next();
      while (entry != null && !summary.isHopeless()) {
        tag(entry);
        step.run();
        entry = listing.next();
      }
    } catch (RuntimeException e) {
      summary.stop(S3Failure.of(e).reason());
    } finally {
      // The others do their last object, and end as well.
      listing.end();
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
      summary.count(Backoff.call(() -> tagger.apply(object)));
    } catch (RuntimeException e) {
      S3Failure fault = S3Failure.of(e);
      if (fault.kind() == S3Failure.Kind.OF_ALL) {
        throw e;
      }
      summary.fail(object.key(), fault);
    }
  }
}
