package io.github.snaplabel.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * The log record of one image. It contains neither pixels nor the sender's identity.
 *
 * @param requestId of the request or event that contained the image
 * @param source {@code http} or {@code s3}
 * @param bytes size of the file; null if it is unknown
 * @param outcome stable code, such as {@code labeled} or {@code corrupt-image}
 * @param status selects the metric that counts the image
 * @param details of the classification; null unless the image was labeled
 */
public record ImageRecord(
    String requestId,
    String source,
    @Nullable Long bytes,
    String outcome,
    Status status,
    @Nullable Details details) {

  /** Selects the metric that counts an image. */
  public enum Status {
    /** The image was labeled. */
    LABELED,
    /** There was nothing to do, or nothing could be done; this does not count as a failure. */
    SKIPPED,
    /** The image should have been labeled and was not. */
    FAILED
  }

  /**
   * The result of a classification.
   *
   * @param format of the file
   * @param width in pixels
   * @param height in pixels
   * @param topLabel the most probable label; empty if no label was probable enough
   * @param decodeMs time from the file's bytes to pixels
   * @param preprocessMs time from pixels to the network's input
   * @param inferenceMs time from the network's input to logits
   */
  public record Details(
      String format,
      int width,
      int height,
      String topLabel,
      double decodeMs,
      double preprocessMs,
      double inferenceMs) {}

  /** Returns the record of a labeled image. */
  public static ImageRecord labeled(String requestId, String source, long bytes, Details details) {
    return new ImageRecord(requestId, source, bytes, "labeled", Status.LABELED, details);
  }

  /** Returns the record of an image or another file that did not have to be labeled. */
  public static ImageRecord skipped(
      String requestId, String source, @Nullable Long bytes, String outcome) {
    return new ImageRecord(requestId, source, bytes, outcome, Status.SKIPPED, null);
  }

  /** Returns the record of an image that could not be labeled. */
  public static ImageRecord failed(
      String requestId, String source, @Nullable Long bytes, String outcome) {
    return new ImageRecord(requestId, source, bytes, outcome, Status.FAILED, null);
  }
}
