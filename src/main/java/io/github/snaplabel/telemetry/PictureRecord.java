package io.github.snaplabel.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What is noted of one picture; never what it shows in pixels, nor who sent it.
 *
 * @param requestId of the request or event it came with
 * @param source which way it came, such as {@code http}
 * @param bytes of its file
 * @param outcome {@code labeled}, or the stable code of what was wrong with it
 * @param seen what was found, or null if it could not be read
 */
public record PictureRecord(
    String requestId, String source, long bytes, String outcome, @Nullable Seen seen) {
  /** The outcome of a picture that got its labels. */
  public static final String LABELED = "labeled";

  /**
   * What was found in a picture.
   *
   * @param format of the file
   * @param width in pixels
   * @param height in pixels
   * @param topLabel the most probable label, empty if none was probable enough
   * @param decodeMs from the file's bytes to pixels
   * @param preprocessMs from pixels to the network's input
   * @param inferenceMs from the network's input to logits
   */
  public record Seen(
      String format,
      int width,
      int height,
      String topLabel,
      double decodeMs,
      double preprocessMs,
      double inferenceMs) {}
}
