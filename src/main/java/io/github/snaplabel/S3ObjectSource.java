package io.github.snaplabel;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.http.Access;
import io.github.snaplabel.http.ObjectAccess;
import io.github.snaplabel.http.ObjectAccess.BucketObjects;
import io.github.snaplabel.http.ObjectAccess.NoObjects;
import io.github.snaplabel.http.ObjectId;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.tagging.ContentUnavailableException;
import io.github.snaplabel.tagging.Deadline;
import io.github.snaplabel.tagging.ObjectContent;
import io.github.snaplabel.tagging.ObjectContent.LabeledContent;
import io.github.snaplabel.tagging.ObjectContent.UnreadableContent;
import io.github.snaplabel.tagging.ObjectGoneException;
import io.github.snaplabel.tagging.ObjectLabeler;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Labels the objects that requests name, reading them with the same code as the tagger.
 * Thread-safe.
 *
 * @param bucket contains the objects that requests name
 */
record S3ObjectSource(String bucket, ObjectLabeler labeler) implements ObjectSource {
  /** Returns which objects requests may name: none if everyone may call the API. */
  static ObjectAccess access(Settings settings, ObjectLabeler labeler) {
    if (settings.http().access() == Access.PUBLIC) {
      return new NoObjects(
          "Everyone may call this API, so requests may not name objects of its bucket;"
              + " SNAPLABEL_ACCESS would have to be iam or token");
    }
    String bucket = settings.bucket();
    return bucket == null
        ? new NoObjects("The function has no bucket: SNAPLABEL_BUCKET is not set")
        : new BucketObjects(bucket, new S3ObjectSource(bucket, labeler));
  }

  @Override
  public ReadResult label(ObjectId object, LabelOptions options, long deadline) {
    ObjectRef ref = new ObjectRef(bucket, object.key(), object.versionId(), null, null);
    try {
      return result(labeler.label(ref, options, new Deadline(deadline)));
    } catch (ObjectGoneException _) {
      return new UnavailableObject(Obstacle.MISSING);
    } catch (ContentUnavailableException e) {
      return new UnavailableObject(obstacle(e));
    } catch (S3Exception e) {
      return refused(e);
    } catch (SdkException | UncheckedIOException e) {
      return new FailedObject(e);
    } catch (IOException e) {
      return new FailedObject(new UncheckedIOException(e));
    }
  }

  private static ReadResult result(ObjectContent content) {
    return switch (content) {
      case LabeledContent(long bytes, LabeledImage image) -> new LabeledObject(bytes, image);
      case UnreadableContent(long bytes, ImageException reason) ->
          new UnreadableObject(bytes, reason);
    };
  }

  private static Obstacle obstacle(ContentUnavailableException e) {
    return switch (e.outcome()) {
      case Archived _ -> Obstacle.ARCHIVED;
      case CannotDecrypt _ -> Obstacle.ENCRYPTED;
      default -> Obstacle.MISSING;
    };
  }

  /**
   * Maps an error of S3. Status 503 also means throttling. Not every 403 is a denial: it may be a
   * wrong signature.
   */
  private static ReadResult refused(S3Exception e) {
    if (e.isThrottlingException() || e.statusCode() == 503) {
      return new UnavailableObject(Obstacle.THROTTLED);
    }
    return e.awsErrorDetails() != null && "AccessDenied".equals(e.awsErrorDetails().errorCode())
        ? new UnavailableObject(Obstacle.FORBIDDEN)
        : new FailedObject(e);
  }
}
