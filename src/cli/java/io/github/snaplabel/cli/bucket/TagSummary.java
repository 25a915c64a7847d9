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

/** Counts what becomes of a place's objects, and keeps what failed. Thread-safe. */
public final class TagSummary {
  /** Failures that are named; a bucket may have any number of them. */
  private static final int NAMED = 1000;

  /** So many refusals and nothing else are a right that is missing, and need no million more. */
  private static final int HOPELESS = 100;

  private final S3Location location;
  private final long start = System.nanoTime();
  private final List<String> named = new ArrayList<>();
  private int tagged;
  private int alreadyTagged;
  private int withoutRoom;
  private int notPictures;
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
      case NoTagsLeft _ -> withoutRoom++;
      case NotAnImage _ -> notPictures++;
      case Unreadable _ -> unreadable++;
      case Archived _ -> archived++;
      case CannotDecrypt _ -> encrypted++;
      case Gone _ -> gone++;
    }
  }

  synchronized void fail(String key, S3Failure fault) {
    failed++;
    if (named.size() < NAMED) {
      named.add("%s: %s".formatted(LogText.of(key), fault.reason()));
    }
  }

  /** Notes why the run ends before its time; the first reason counts. */
  synchronized void stop(String reason) {
    if (stopped == null) {
      stopped = reason;
    }
  }

  /** Whether there is no use in going on. */
  synchronized boolean isHopeless() {
    if (failed >= HOPELESS && failed == objects()) {
      stop("the first %d objects all failed".formatted(failed));
    }
    return stopped != null;
  }

  private int objects() {
    return tagged
        + alreadyTagged
        + withoutRoom
        + notPictures
        + unreadable
        + archived
        + encrypted
        + gone
        + failed;
  }

  /** Tells it all, and gives 0 if each object is done, else 1. */
  public synchronized int exitCode(PrintWriter errors) {
    named.forEach(errors::println);
    if (failed > named.size()) {
      errors.printf("%d more failed.%n", failed - named.size());
    }
    if (stopped != null) {
      errors.printf("%s cannot be labelled: %s.%n", location, stopped);
    } else if (objects() == 0) {
      errors.printf("There is nothing in %s.%n", location);
    }
    if (objects() > 0) {
      errors.println(counts());
    }
    errors.flush();
    return stopped == null && objects() > 0 && failed == 0 ? 0 : 1;
  }

  private String counts() {
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%d tagged, %d already tagged, %d not pictures, %d unreadable, %d without room for tags,"
            + " %d archived, %d cannot be decrypted, %d gone meanwhile, %d failed;"
            + " %.1f s, %.1f objects/s.",
        tagged,
        alreadyTagged,
        notPictures,
        unreadable,
        withoutRoom,
        archived,
        encrypted,
        gone,
        failed,
        seconds,
        objects() / seconds);
  }
}
