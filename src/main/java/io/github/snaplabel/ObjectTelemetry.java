package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.event.Printable;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NoRoom;
import io.github.snaplabel.tagging.TaggingOutcome.NotAPicture;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import io.github.snaplabel.tagging.UntrainedModelException;
import io.github.snaplabel.telemetry.PictureRecord;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Notes what becomes of objects in S3. Thread-safe. */
final class ObjectTelemetry {
  private static final String SOURCE = "s3";

  private final Telemetry telemetry;
  private final LambdaLogger log;

  ObjectTelemetry(Telemetry telemetry, LambdaLogger log) {
    this.telemetry = telemetry;
    this.log = log;
  }

  void attempted(String requestId, Attempt attempt) {
    switch (attempt) {
      case Attempt.Done(ObjectRef object, TaggingOutcome outcome) ->
          note(requestId, bytes(object, outcome), code(outcome), seen(outcome));
      case Attempt.Failed(ObjectRef object, RuntimeException cause) -> {
        note(requestId, known(object), PictureRecord.FAILED, null);
        log.log(
            "Request %s failed for s3://%s/%s: %s\n"
                .formatted(
                    requestId,
                    Printable.of(object.bucket()),
                    Printable.of(object.key()),
                    reason(cause)),
            LogLevel.ERROR);
      }
    }
  }

  /** A message of a queue that tells of no object is told here only. */
  void notUnderstood(String requestId, String messageId, String problem) {
    log.log(
        "Request %s cannot read message %s: %s\n"
            .formatted(requestId, Printable.of(messageId), problem),
        LogLevel.ERROR);
  }

  /** The stable name of an outcome, for log and answers. */
  static String code(TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged _ -> PictureRecord.LABELED;
      case NoRoom _ -> PictureRecord.NO_ROOM;
      case AlreadyTagged _ -> PictureRecord.ALREADY_LABELED;
      case NotAPicture _ -> PictureRecord.NOT_A_PICTURE;
      case Unreadable unreadable -> unreadable.code();
      case Archived _ -> PictureRecord.ARCHIVED;
      case CannotDecrypt _ -> PictureRecord.CANNOT_DECRYPT;
      case Gone _ -> PictureRecord.GONE;
    };
  }

  /** S3 and the way to it fail in ways of which a sentence tells enough; all else is ours. */
  private static String reason(RuntimeException cause) {
    return switch (cause) {
      case SdkException _, UncheckedIOException _, UntrainedModelException _ -> cause.toString();
      default -> StackTrace.of(cause);
    };
  }

  private void note(
      String requestId, long bytes, String outcome, PictureRecord.@Nullable Seen seen) {
    telemetry.picture(new PictureRecord(requestId, SOURCE, bytes, outcome, seen));
  }

  private static PictureRecord.@Nullable Seen seen(TaggingOutcome outcome) {
    return outcome instanceof Tagged tagged ? Seen.of(tagged.image()) : null;
  }

  private static long bytes(ObjectRef object, TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged tagged -> tagged.bytes();
      case NoRoom labelled -> labelled.bytes();
      case NotAPicture other -> other.bytes();
      case Unreadable unreadable -> unreadable.bytes();
      case AlreadyTagged _, Archived _, CannotDecrypt _, Gone _ -> known(object);
    };
  }

  private static long known(ObjectRef object) {
    return Objects.requireNonNullElse(object.size(), 0L);
  }
}
