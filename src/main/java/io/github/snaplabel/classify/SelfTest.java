package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares a network's prediction for a stored photo with the one recorded when it was compiled. At
 * startup, this detects a processor that computes wrong results, and files that do not belong
 * together.
 */
final class SelfTest {
  /** Above the rounding differences between processors (1e-4), below any real difference. */
  private static final double PROBABILITY_TOLERANCE = 0.01;

  /** Classes may swap ranks if their probabilities differ only by rounding. */
  private static final double TIE = 1e-4;

  private final Path photo;
  private final ModelManifest.SelfTestAnswer expected;

  private SelfTest(Path photo, ModelManifest.SelfTestAnswer expected) {
    this.photo = photo;
    this.expected = expected;
  }

  static SelfTest of(ModelBundle bundle) {
    return new SelfTest(
        bundle.directory().resolve(ModelBundle.SELF_TEST), bundle.network().selfTest());
  }

  /**
   * Labels the photo.
   *
   * @throws IOException if the photo cannot be read
   * @throws IllegalStateException if the prediction differs
   */
  void run(ImageLabeler labeler) throws IOException {
    List<Prediction> predictions = labelPhoto(labeler);
    Prediction found = predictions.getFirst();
    if (!isExpected(predictions)
        || Math.abs(found.probability() - expected.probability()) > PROBABILITY_TOLERANCE) {
      throw new IllegalStateException(
          "The model gives wrong predictions: for %s, class %d with %.4f when it was compiled, now class %d with %.4f"
              .formatted(
                  photo.getFileName(),
                  expected.index(),
                  expected.probability(),
                  found.index(),
                  found.probability()));
    }
  }

  /** Returns whether the expected class is the best one, or tied with it. */
  private boolean isExpected(List<Prediction> predictions) {
    double best = predictions.getFirst().probability();
    for (Prediction prediction : predictions) {
      if (prediction.index() == expected.index()) {
        return best - prediction.probability() <= TIE;
      }
    }
    return false;
  }

  private List<Prediction> labelPhoto(ImageLabeler labeler) throws IOException {
    try {
      return labeler.label(Files.readAllBytes(photo), LabelOptions.DEFAULT).predictions();
    } catch (ImageException e) {
      throw new IOException("The self-test photo " + photo + " cannot be read", e);
    }
  }
}
