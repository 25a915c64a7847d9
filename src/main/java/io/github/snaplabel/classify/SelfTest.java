package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares a network's answer for a stored photo with the one it gave when it was compiled, so that
 * weights which the present processor reads wrongly, or files that do not belong together, are
 * found at the start and not in the answers.
 */
final class SelfTest {
  /** Wider than rounding on another processor (1e-4), narrower than any real difference. */
  private static final double TOLERANCE = 0.01;

  /** Two classes may change places if their probabilities differ by no more than rounding. */
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
   * Runs the photo through.
   *
   * @throws IOException if the photo cannot be read
   * @throws IllegalStateException if the answer is another one
   */
  void run(ImageLabeler labeler) throws IOException {
    List<Prediction> predictions = labelPhoto(labeler);
    Prediction found = predictions.getFirst();
    if (!isExpected(predictions)
        || Math.abs(found.probability() - expected.probability()) > TOLERANCE) {
      throw new IllegalStateException(
          "The model answers nonsense: for %s it gave class %d with %.4f when it was compiled, now class %d with %.4f"
              .formatted(
                  photo.getFileName(),
                  expected.index(),
                  expected.probability(),
                  found.index(),
                  found.probability()));
    }
  }

  /** Whether the expected class is the best one, or as good as that. */
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
      return labeler.label(Files.readAllBytes(photo), TopK.DEFAULT).predictions();
    } catch (ImageException e) {
      throw new IOException("The self-test photo " + photo + " cannot be read", e);
    }
  }
}
