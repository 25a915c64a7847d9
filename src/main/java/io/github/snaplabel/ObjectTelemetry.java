package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.event.LogText;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.ObjectObserver;
import io.github.snaplabel.tagging.ObjectResult;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import io.github.snaplabel.tagging.UntrainedModelException;
import io.github.snaplabel.telemetry.ImageRecord;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes log records and metrics for objects in S3. Thread-safe. */
final class ObjectTelemetry implements ObjectObserver {
  private static final String SOURCE = "s3";

  /** The outcome of an object that is to be retried; an alarm in the template names it. */
  private static final String FAILED = "failed";

  private final Telemetry telemetry;
  private final LambdaLogger log;

  ObjectTelemetry(Telemetry telemetry, LambdaLogger log) {
    this.telemetry = telemetry;
    this.log = log;
  }

  @Override
  public void attempted(String requestId, ObjectResult result) {
    switch (result) {
      case ObjectResult.Done(ObjectRef object, TaggingOutcome outcome) ->
          telemetry.image(record(requestId, object, outcome));
      case ObjectResult.Failed(ObjectRef object, RuntimeException cause) -> {
        telemetry.image(ImageRecord.failed(requestId, SOURCE, object.size(), FAILED));
        log.log(
            "Request %s failed for s3://%s/%s: %s\n"
                .formatted(
                    requestId,
                    LogText.of(object.bucket()),
                    LogText.of(object.key()),
                    reason(cause)),
            LogLevel.ERROR);
      }
    }
  }

  @Override
  public void unreadableMessage(String requestId, String messageId, String problem) {
    log.log(
        "Request %s cannot read message %s: %s\n"
            .formatted(requestId, LogText.of(messageId), problem),
        LogLevel.ERROR);
  }

  private static ImageRecord record(String requestId, ObjectRef object, TaggingOutcome outcome) {
    String code = outcome.code();
    return switch (outcome) {
      case Tagged tagged ->
          ImageRecord.labeled(
              requestId, SOURCE, tagged.bytes(), ImageRecords.details(tagged.image()));
      case NoTagsLeft untagged -> ImageRecord.failed(requestId, SOURCE, untagged.bytes(), code);
      case Unreadable unreadable -> ImageRecord.failed(requestId, SOURCE, unreadable.bytes(), code);
      case NotAnImage file -> ImageRecord.skipped(requestId, SOURCE, file.bytes(), code);
      case AlreadyTagged _, Archived _, CannotDecrypt _, Gone _ ->
          ImageRecord.skipped(requestId, SOURCE, object.size(), code);
    };
  }

  /**
   * Returns only the message of a failure of S3 or the connection, which explains it; anything else
   * may be a bug and needs its stack trace.
   */
  private static String reason(RuntimeException cause) {
    return switch (cause) {
      case SdkException _, UncheckedIOException _, UntrainedModelException _ -> cause.toString();
      default -> StackTrace.of(cause);
    };
  }
}
