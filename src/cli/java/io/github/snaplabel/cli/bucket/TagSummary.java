package io.github.snaplabel.cli.bucket;

import io.github.snaplabel.event.LogText;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a run, and records its failures. Thread-safe. */
public final class TagSummary {
  /** Limits the failures that are kept and printed, as a bucket may have millions. */
  private static final int MAX_NAMED_FAILURES = 1000;

  /** After this many failures and no success, a missing permission is likely and the run stops. */
  private static final int MAX_FAILURES_WITHOUT_SUCCESS = 100;

  private final S3Location location;
  private final long start = System.nanoTime();
  private final List<String> namedFailures = new ArrayList<>();
  private int tagged;
  private int alreadyTagged;
  private int withoutFreeTags;
  private int notImages;
  private int unreadable;
  private int archived;
  private int encrypted;
  private int gone;
  private int failed;
  private @Nullable String stopped;

  TagSummary(S3Location location) {
    this.location = location;
  }

  synchronized void count(TaggingOutcome outcome) {
    switch (outcome) {
      case Tagged _ -> tagged++;
      case AlreadyTagged _ -> alreadyTagged++;
      case NoTagsLeft _ -> withoutFreeTags++;
      case NotAnImage _ -> notImages++;
      case Unreadable _ -> unreadable++;
      case Archived _ -> archived++;
      case CannotDecrypt _ -> encrypted++;
      case Gone _ -> gone++;
    }
  }

  synchronized void countFailure(String key, S3Failure failure) {
    failed++;
    if (namedFailures.size() < MAX_NAMED_FAILURES) {
      namedFailures.add("%s: %s".formatted(LogText.of(key), failure.reason()));
    }
  }

  /** Records why the run stops early; the first reason is kept. */
  synchronized void stop(String reason) {
    if (stopped == null) {
      stopped = reason;
    }
  }

  /** Returns whether to stop early, because of a recorded reason or because every object failed. */
  synchronized boolean shouldStop() {
    if (failed >= MAX_FAILURES_WITHOUT_SUCCESS && failed == objects()) {
      stop("the first %d objects all failed".formatted(failed));
    }
    return stopped != null;
  }

  private int objects() {
    return tagged
        + alreadyTagged
        + withoutFreeTags
        + notImages
        + unreadable
        + archived
        + encrypted
        + gone
        + failed;
  }

  /** Prints the summary, and returns 0 if every object was processed, else 1. */
  public synchronized int exitCode(PrintWriter errors) {
    return exitCode(errors, "%d tagged");
  }

  /** Prints the summary of a run that wrote nothing, and returns the same exit code. */
  public synchronized int dryRunExitCode(PrintWriter errors) {
    errors.println("No tags were written.");
    return exitCode(errors, "%d would be tagged");
  }

  private int exitCode(PrintWriter errors, String taggedObjects) {
    namedFailures.forEach(errors::println);
    if (failed > namedFailures.size()) {
      errors.printf("%d more failed.%n", failed - namedFailures.size());
    }
    if (stopped != null) {
      errors.printf("%s cannot be labeled: %s.%n", location, stopped);
    } else if (objects() == 0) {
      errors.printf("No objects found in %s.%n", location);
    }
    if (objects() > 0) {
      errors.println(counts(taggedObjects.formatted(tagged)));
    }
    errors.flush();
    return stopped == null && objects() > 0 && failed == 0 ? 0 : 1;
  }

  private String counts(String taggedObjects) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%s, %d already tagged, %d not pictures, %d unreadable, %d without free tags,"
            + " %d archived, %d cannot be decrypted, %d deleted or replaced during the run,"
            + " %d failed; %.1f s, %.1f objects/s.",
        taggedObjects,
        alreadyTagged,
        notImages,
        unreadable,
        withoutFreeTags,
        archived,
        encrypted,
        gone,
        failed,
        seconds,
        objects() / seconds);
  }
}
