package io.github.snaplabel.telemetry;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of one picture; never what it shows in pixels, nor who sent it.
 *
 * @param requestId of the request or event it came with
 * @param source which way it came, such as {@code http}
 * @param bytes of its file
 * @param outcome {@code labeled}, one of the others below, or the stable code of what was wrong
 *     with it
 * @param seen what was found, or null if it was not read
 */
public record PictureRecord(
    String requestId, String source, long bytes, String outcome, @Nullable Seen seen) {
  /** The outcome of a picture that got its labels. */
  public static final String LABELED = "labeled";

  /** The outcome of an object that had its labels already. */
  public static final String ALREADY_LABELED = "already-labeled";

  /** The outcome of a picture whose user's tags leave no room for one of ours. */
  public static final String NO_ROOM = "no-room";

  /** The outcome of an object that is no picture. */
  public static final String NOT_A_PICTURE = "not-a-picture";

  /** The outcome of an object that must be restored from an archive before it can be read. */
  public static final String ARCHIVED = "archived";

  /** The outcome of an object whose encryption key is not to be had. */
  public static final String CANNOT_DECRYPT = "cannot-decrypt";

  /** The outcome of an object that was deleted or replaced meanwhile. */
  public static final String GONE = "gone";

  /** The outcome of an object that is tried again: the fault is not the picture's. */
  public static final String FAILED = "failed";

  private static final Set<String> SKIPPED =
      Set.of(ALREADY_LABELED, NOT_A_PICTURE, ARCHIVED, CANNOT_DECRYPT, GONE);

  /** Whether there was nothing to do, or nothing that could be done, which is no failure. */
  boolean skipped() {
    return SKIPPED.contains(outcome);
  }

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
