package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code POST /classify}: labels the images of a request, several of them concurrently. */
final class ClassifyEndpoint implements Route.Endpoint {
  /** Maximum size of an image's result without its predictions and the texts of its label. */
  private static final long RESULT_BYTES = 2048;

  private final HttpSettings settings;
  private final Labeling labeling;
  private final HttpObserver observer;
  private final Json json;
  private final UploadReader uploads;
  private final ClassifyResponse.Model model;
  private final Map<Language, PredictionSizes> sizes = new ConcurrentHashMap<>();
  private final int processors = Runtime.getRuntime().availableProcessors();

  ClassifyEndpoint(
      HttpSettings settings, Labeling labeling, ModelInfo model, HttpObserver observer, Json json) {
    this.settings = settings;
    this.labeling = labeling;
    this.observer = observer;
    this.json = json;
    this.uploads = new UploadReader(json.mapper(), settings.maxImages());
    this.model = ClassifyResponse.Model.of(model);
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws ProblemException {
    Upload upload = uploads.read(request);
    LabelOptions options =
        ClassifyOptions.read(request, upload.options(), settings.defaultTopK(), labeling);
    checkResponseSize(upload.images().size(), options);
    checkObjects(upload.images());
    long deadline = ObjectSource.deadline();
    return json.response(
        upload.asList()
            ? new ClassifyResponse.Several(
                model, results(request, upload.images(), options, deadline))
            : new ClassifyResponse.Single(
                model, label(request, upload.images().getFirst(), options, deadline)));
  }

  private void checkResponseSize(int images, LabelOptions options) throws ProblemException {
    int predictions = options.topK().count();
    PredictionSizes sizesInLanguage =
        sizes.computeIfAbsent(
            options.language(), language -> new PredictionSizes(labeling.hierarchy(), language));
    if (!sizesInLanguage.fit(images, predictions, RESULT_BYTES)) {
      throw new ProblemException(
          ProblemType.ANSWER_TOO_LARGE,
          "%d images with %d predictions each would exceed the size of an AWS Lambda response"
              .formatted(images, predictions));
    }
  }

  private void checkObjects(List<UploadedImage> images) throws ProblemException {
    if (labeling.objects() instanceof ObjectAccess.NoObjects(String reason)
        && images.stream().anyMatch(UploadedImage.NamedObject.class::isInstance)) {
      throw new ProblemException(ProblemType.OBJECTS_DISABLED, reason);
    }
  }

  private List<ClassifyResponse.Item> results(
      HttpRequest request, List<UploadedImage> images, LabelOptions options, long deadline) {
    return images.stream()
        .gather(
            PlatformThreads.mapConcurrent(
                processors, "image", image -> result(request, image, options, deadline)))
        .toList();
  }

  private ClassifyResponse.Item result(
      HttpRequest request, UploadedImage image, LabelOptions options, long deadline) {
    try {
      return new ClassifyResponse.LabeledItem(label(request, image, options, deadline));
    } catch (ProblemException problem) {
      return ClassifyResponse.FailedItem.of(problem);
    }
  }

  private LabeledImage label(
      HttpRequest request, UploadedImage image, LabelOptions options, long deadline)
      throws ProblemException {
    return switch (image) {
      case UploadedImage.File(byte[] bytes) -> label(request, bytes, options);
      case UploadedImage.NamedObject(ObjectId object) -> label(request, object, options, deadline);
      case UploadedImage.Unusable(ProblemException problem) -> throw problem;
    };
  }

  private LabeledImage label(HttpRequest request, byte[] bytes, LabelOptions options)
      throws ProblemException {
    try {
      LabeledImage labeled = labeling.labeler().label(bytes, options);
      observer.labeled(request, bytes.length, labeled);
      return labeled;
    } catch (ImageException reason) {
      observer.unreadable(request, bytes.length, reason);
      throw TextEncodedImage.matches(bytes)
          ? TextEncodedImage.problemException()
          : ProblemException.of(reason);
    }
  }

  private LabeledImage label(
      HttpRequest request, ObjectId object, LabelOptions options, long deadline)
      throws ProblemException {
    return switch (labeling.objects()) {
      case ObjectAccess.NoObjects(String reason) ->
          throw new ProblemException(ProblemType.OBJECTS_DISABLED, reason);
      case ObjectAccess.BucketObjects bucket ->
          labeled(request, bucket.source().label(object, options, deadline));
    };
  }

  private LabeledImage labeled(HttpRequest request, ObjectSource.ReadResult result)
      throws ProblemException {
    observer.read(request, result);
    return switch (result) {
      case ObjectSource.LabeledObject(_, LabeledImage image) -> image;
      case ObjectSource.UnreadableObject(_, ImageException reason) ->
          throw ProblemException.of(reason);
      case ObjectSource.UnavailableObject(ObjectSource.Obstacle obstacle) ->
          throw ProblemException.of(obstacle);
      case ObjectSource.FailedObject _ ->
          throw new ProblemException(
              ProblemType.S3_FAILED, "The function's log has details for this request ID");
    };
  }
}
