package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;
import java.util.List;

/** {@code POST /classify}: labels the pictures of a request, several side by side. */
final class ClassifyEndpoint implements Endpoint {
  /** At most what a prediction takes in the envelope without its label, quotes escaped. */
  private static final long PREDICTION_BYTES = 136;

  /**
   * Of a label's UTF-16 unit: a quote is escaped twice, and in UTF-8 none takes more than three.
   */
  private static final long LABEL_UNIT_BYTES = 4;

  /** At most what a picture's answer takes besides. */
  private static final long PICTURE_BYTES = 2048;

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
    this.uploads = new UploadReader(json.mapper(), settings.maxPictures());
    this.model = ClassifyResponse.Model.of(model);
    this.classes = model.classes();
    this.predictionBytes = PREDICTION_BYTES + LABEL_UNIT_BYTES * model.longestLabel();
  }

  static ProblemException tooManyPictures(int maxPictures) {
    return new ProblemException(
        ProblemType.TOO_MANY_PICTURES, "At most %d pictures a request".formatted(maxPictures));
  }

  @Override
  public HttpResponse answer(HttpRequest request) throws ProblemException {
    Upload upload = uploads.read(request);
    TopK wanted =
        ClassifyOptions.read(request.query(), upload.options(), settings.defaultTopK(), classes);
    checkAnswerSize(upload.pictures().size(), wanted);
    return json.answer(
        upload.asList()
            ? new ClassifyResponse.Several(model, results(request, upload.pictures(), wanted))
            : new ClassifyResponse.Single(
                model, label(request, upload.pictures().getFirst(), wanted)));
  }

  private void checkAnswerSize(int pictures, TopK wanted) throws ProblemException {
    long bytes = pictures * (PICTURE_BYTES + wanted.count() * predictionBytes);
    if (bytes > ResponseWriter.MAX_BYTES) {
      throw new ProblemException(
          ProblemType.ANSWER_TOO_LARGE,
          "%d pictures with %d predictions each would be more than AWS Lambda can answer"
              .formatted(pictures, wanted.count()));
    }
  }

  private List<ClassifyResponse.Item> results(
      HttpRequest request, List<UploadedImage> pictures, TopK wanted) {
    return pictures.stream()
        .gather(
            PlatformThreads.mapConcurrent(
                processors, "picture", picture -> result(request, picture, wanted)))
        .toList();
  }

  private ClassifyResponse.Item result(HttpRequest request, UploadedImage picture, TopK wanted) {
    try {
      return new ClassifyResponse.LabeledItem(label(request, picture, wanted));
    } catch (ProblemException problem) {
      return ClassifyResponse.FailedItem.of(problem);
    }
  }

  private LabeledImage label(HttpRequest request, UploadedImage picture, TopK wanted)
      throws ProblemException {
    return switch (picture) {
      case UploadedImage.File(byte[] bytes) -> label(request, bytes, wanted);
      case UploadedImage.Unusable(ProblemException problem) -> throw problem;
    };
  }

  private LabeledImage label(HttpRequest request, byte[] bytes, TopK wanted)
      throws ProblemException {
    try {
      LabeledImage labeled = labeler.label(bytes, wanted);
      observer.labeled(request, bytes.length, labeled);
      return labeled;
    } catch (ImageException reason) {
      observer.unreadable(request, bytes.length, reason);
      throw TextEncodedImage.isIn(bytes) ? TextEncodedImage.problem() : ProblemException.of(reason);
    }
  }
}
