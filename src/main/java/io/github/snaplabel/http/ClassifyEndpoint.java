package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;
import java.util.List;

/** {@code POST /classify}: labels the images of a request, several of them concurrently. */
final class ClassifyEndpoint implements Route.Endpoint {
  /** Maximum size of a prediction in the envelope, with escaped quotes and without its label. */
  private static final long PREDICTION_BYTES = 136;

  /**
   * Maximum size of a UTF-16 unit of a label: 4 bytes for a quote, which is escaped twice, and at
   * most 3 bytes in UTF-8 otherwise.
   */
  private static final long LABEL_UNIT_BYTES = 4;

  /** Maximum size of an image's result without its predictions. */
  private static final long RESULT_BYTES = 2048;

  private final HttpSettings settings;
  private final Labeler labeler;
  private final HttpObserver observer;
  private final Json json;
  private final UploadReader uploads;
  private final ClassifyResponse.Model model;
  private final int classes;
  private final long predictionBytes;
  private final int processors = Runtime.getRuntime().availableProcessors();

  ClassifyEndpoint(
      HttpSettings settings, Labeler labeler, ModelInfo model, HttpObserver observer, Json json) {
    this.settings = settings;
    this.labeler = labeler;
    this.observer = observer;
    this.json = json;
    this.uploads = new UploadReader(json.mapper(), settings.maxImages());
    this.model = ClassifyResponse.Model.of(model);
    this.classes = model.classes();
    this.predictionBytes = PREDICTION_BYTES + LABEL_UNIT_BYTES * model.longestLabel();
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws ProblemException {
    Upload upload = uploads.read(request);
    TopK topK =
        ClassifyOptions.read(request.query(), upload.options(), settings.defaultTopK(), classes);
    checkResponseSize(upload.images().size(), topK);
    return json.response(
        upload.asList()
            ? new ClassifyResponse.Several(model, results(request, upload.images(), topK))
            : new ClassifyResponse.Single(model, label(request, upload.images().getFirst(), topK)));
  }

  private void checkResponseSize(int images, TopK topK) throws ProblemException {
    long bytes = images * (RESULT_BYTES + topK.count() * predictionBytes);
    if (bytes > ResponseWriter.MAX_BYTES) {
      throw new ProblemException(
          ProblemType.ANSWER_TOO_LARGE,
          "%d images with %d predictions each would exceed the size of an AWS Lambda response"
              .formatted(images, topK.count()));
    }
  }

  private List<ClassifyResponse.Item> results(
      HttpRequest request, List<UploadedImage> images, TopK topK) {
    return images.stream()
        .gather(
            PlatformThreads.mapConcurrent(
                processors, "image", image -> result(request, image, topK)))
        .toList();
  }

  private ClassifyResponse.Item result(HttpRequest request, UploadedImage image, TopK topK) {
    try {
      return new ClassifyResponse.LabeledItem(label(request, image, topK));
    } catch (ProblemException problem) {
      return ClassifyResponse.FailedItem.of(problem);
    }
  }

  private LabeledImage label(HttpRequest request, UploadedImage image, TopK topK)
      throws ProblemException {
    return switch (image) {
      case UploadedImage.File(byte[] bytes) -> label(request, bytes, topK);
      case UploadedImage.Unusable(ProblemException problem) -> throw problem;
    };
  }

  private LabeledImage label(HttpRequest request, byte[] bytes, TopK topK) throws ProblemException {
    try {
      LabeledImage labeled = labeler.label(bytes, topK);
      observer.labeled(request, bytes.length, labeled);
      return labeled;
    } catch (ImageException reason) {
      observer.unreadable(request, bytes.length, reason);
      throw TextEncodedImage.matches(bytes)
          ? TextEncodedImage.problemException()
          : ProblemException.of(reason);
    }
  }
}
