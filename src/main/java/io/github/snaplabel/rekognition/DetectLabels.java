package io.github.snaplabel.rekognition;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfo;
import io.github.snaplabel.http.ObjectAccess;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageTooLargeException;
import io.github.snaplabel.rekognition.RequestImage.BucketImage;
import io.github.snaplabel.rekognition.RequestImage.ImageBytes;
import java.util.Locale;

/** The operation {@code DetectLabels}. Thread-safe. */
final class DetectLabels {
  private final Labeling labeling;
  private final LabelFinder finder;
  private final LabelOptions allClasses;
  private final String modelVersion;
  private final HttpObserver observer;
  private final RequestReader requests = new RequestReader();

  DetectLabels(Labeling labeling, ModelInfo model, HttpObserver observer) {
    this.labeling = labeling;
    this.finder =
        new LabelFinder(labeling.hierarchy(), model.activation(), labeling.defaults().selection());
    this.allClasses = labeling.defaults().with(new TopK(labeling.hierarchy().classes(), 0));
    this.modelVersion =
        "%s/%s/%s"
            .formatted(
                model.name(), model.precision().name().toLowerCase(Locale.ROOT), model.version());
    this.observer = observer;
  }

  /**
   * Answers a request.
   *
   * @throws RekognitionException if the request is invalid, or its image cannot be labeled
   */
  DetectLabelsResponse answer(HttpRequest request) throws RekognitionException {
    DetectLabelsRequest detection = requests.read(request.body());
    LabeledImage labeled =
        switch (detection.image()) {
          case ImageBytes(byte[] bytes) -> label(request, bytes);
          case BucketImage image -> label(request, image);
        };
    return new DetectLabelsResponse(finder.find(labeled.predictions(), detection), modelVersion);
  }

  private LabeledImage label(HttpRequest request, byte[] bytes) throws RekognitionException {
    try {
      LabeledImage labeled = labeling.labeler().label(bytes, allClasses);
      observer.labeled(request, bytes.length, labeled);
      return labeled;
    } catch (ImageException reason) {
      observer.unreadable(request, bytes.length, reason);
      throw unreadable(reason);
    }
  }

  private LabeledImage label(HttpRequest request, BucketImage image) throws RekognitionException {
    return switch (labeling.objects()) {
      case ObjectAccess.NoObjects(String reason) ->
          throw new RekognitionException(RekognitionFault.ACCESS_DENIED, reason);
      case ObjectAccess.BucketObjects(String bucket, ObjectSource source) -> {
        if (!image.bucket().equals(bucket)) {
          throw new RekognitionException(
              RekognitionFault.INVALID_S3_OBJECT, "The only bucket is " + bucket);
        }
        yield labeled(request, source.label(image.object(), allClasses, ObjectSource.deadline()));
      }
    };
  }

  private LabeledImage labeled(HttpRequest request, ObjectSource.ReadResult result)
      throws RekognitionException {
    observer.read(request, result);
    return switch (result) {
      case ObjectSource.LabeledObject(_, LabeledImage labeled) -> labeled;
      case ObjectSource.UnreadableObject(_, ImageException reason) -> throw unreadable(reason);
      case ObjectSource.UnavailableObject(ObjectSource.Obstacle obstacle) ->
          throw unavailable(obstacle);
      case ObjectSource.FailedObject _ -> throw RekognitionException.internal(request.requestId());
    };
  }

  private static RekognitionException unreadable(ImageException reason) {
    RekognitionFault fault =
        reason instanceof ImageTooLargeException
            ? RekognitionFault.IMAGE_TOO_LARGE
            : RekognitionFault.INVALID_IMAGE_FORMAT;
    return new RekognitionException(fault, reason.getMessage());
  }

  private static RekognitionException unavailable(ObjectSource.Obstacle obstacle) {
    return switch (obstacle) {
      case MISSING -> invalidObject("The bucket has no such object, or no such version of it");
      case FORBIDDEN -> invalidObject("The function's role may not read or decrypt the object");
      case ARCHIVED -> invalidObject("The object is archived");
      case ENCRYPTED -> invalidObject("The object cannot be decrypted");
      case THROTTLED ->
          new RekognitionException(RekognitionFault.THROTTLING, "S3 is throttling requests");
    };
  }

  private static RekognitionException invalidObject(String message) {
    return new RekognitionException(RekognitionFault.INVALID_S3_OBJECT, message);
  }
}
