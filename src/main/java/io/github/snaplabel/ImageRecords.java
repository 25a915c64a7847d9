package io.github.snaplabel;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.telemetry.ImageRecord;

/** Maps classification results to log records, since neither package depends on the other. */
final class ImageRecords {
  private ImageRecords() {}

  static ImageRecord.Details details(LabeledImage image) {
    return new ImageRecord.Details(
        image.image().format().id(),
        image.image().width(),
        image.image().height(),
        image.predictions().stream().findFirst().map(Prediction::label).orElse(""),
        image.timing().decodeMs(),
        image.timing().preprocessMs(),
        image.timing().inferenceMs());
  }
}
