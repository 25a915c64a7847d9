package io.github.snaplabel;

import io.github.snaplabel.telemetry.PictureRecord;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.Prediction;

/** Turns what vision saw into what telemetry notes: the two rooms do not know each other. */
final class Seen {
  private Seen() {}

  static PictureRecord.Seen of(LabeledImage picture) {
    return new PictureRecord.Seen(
        picture.image().format().label(),
        picture.image().width(),
        picture.image().height(),
        picture.predictions().stream().findFirst().map(Prediction::label).orElse(""),
        picture.timing().decodeMs(),
        picture.timing().preprocessMs(),
        picture.timing().inferenceMs());
  }
}
