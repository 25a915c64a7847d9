package io.github.snaplabel.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * The log record of one image; it never holds pixels, nor who sent them.
 *
 * @param requestId of the request or event that the image came with
 * @param source how it came: {@code http} or {@code s3}
 * @param bytes of its file
 * @param outcome stable code, such as {@code labeled} or {@code corrupt-image}
 * @param status which metric counts it
 * @param details what was found; null unless it was labeled
 */
public record ImageRecord(
    String requestId,
    String source,
    long bytes,
    String outcome,
    Status status,
    @Nullable Details details) {

  /** Which metric counts an image. */
  public enum Status {
    /** It got its labels. */
    LABELED,
    /** There was nothing to do, or nothing that could be done, which is no failure. */
    SKIPPED,
    /** It got no labels and should have. */
    FAILED
  }

  /**
   * What was found in an image.
   *
   * @param format of the file
   * @param width in pixels
   * @param height in pixels
   * @param topLabel the most probable label; empty if none was probable enough
   * @param decodeMs from the file's bytes to pixels
   * @param preprocessMs from pixels to the network's input
   * @param inferenceMs from the network's input to logits
   */
  public record Details(
      String format,
      int width,
      int height,
      String topLabel,
      double decodeMs,
      double preprocessMs,
      double inferenceMs) {}

  /** Returns the record of an image that got its labels. */
  public static ImageRecord labeled(
      String requestId, String source, long bytes, String outcome, Details details) {
    return new ImageRecord(requestId, source, bytes, outcome, Status.LABELED, details);
  }

  /** Returns the record of an image, or another file, that was rightly left without labels. */
  public static ImageRecord skipped(String requestId, String source, long bytes, String outcome) {
    return new ImageRecord(requestId, source, bytes, outcome, Status.SKIPPED, null);
  }

  /** Returns the record of an image that could not be labeled. */
  public static ImageRecord failed(String requestId, String source, long bytes, String outcome) {
    return new ImageRecord(requestId, source, bytes, outcome, Status.FAILED, null);
  }
}
