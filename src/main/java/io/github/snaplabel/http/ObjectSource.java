package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.image.ImageException;
import java.time.Duration;

/** Labels objects of the one bucket whose objects requests may name. Thread-safe. */
@FunctionalInterface
public interface ObjectSource {
  /** Time for all objects of a request: API Gateway waits 30 s for a response. */
  Duration TIME_LIMIT = Duration.ofSeconds(25);

  /**
   * Reads and labels an object.
   *
   * @param deadline on the clock of {@link System#nanoTime()}
   */
  ReadResult label(ObjectId object, LabelOptions options, long deadline);

  /** Returns the deadline of a request that starts now. */
  static long deadline() {
    return System.nanoTime() + TIME_LIMIT.toNanos();
  }

  /** What became of an object. */
  sealed interface ReadResult {}

  /**
   * The object is an image that was labeled.
   *
   * @param bytes size of the content
   */
  record LabeledObject(long bytes, LabeledImage image) implements ReadResult {}

  /**
   * The object is not an image, or is one that cannot be read.
   *
   * @param bytes size of the content
   */
  record UnreadableObject(long bytes, ImageException reason) implements ReadResult {}

  /** S3 did not return the object for a reason that the client may know. */
  record UnavailableObject(Obstacle obstacle) implements ReadResult {}

  /** S3, or the connection to it, failed; the cause is for the log. */
  record FailedObject(RuntimeException cause) implements ReadResult {
    /** The code of the problem that the API reports. */
    public static final String CODE = ProblemType.S3_FAILED.code();
  }

  /** Why S3 did not return an object. */
  enum Obstacle {
    MISSING(ProblemType.OBJECT_NOT_FOUND),
    FORBIDDEN(ProblemType.OBJECT_FORBIDDEN),
    ARCHIVED(ProblemType.OBJECT_ARCHIVED),
    ENCRYPTED(ProblemType.OBJECT_ENCRYPTED),
    THROTTLED(ProblemType.S3_THROTTLED);

    private final ProblemType problem;

    Obstacle(ProblemType problem) {
      this.problem = problem;
    }

    ProblemType problem() {
      return problem;
    }

    /** Returns the code of the problem that the API reports, such as {@code object-not-found}. */
    public String code() {
      return problem.code();
    }
  }
}
