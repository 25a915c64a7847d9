package io.github.snaplabel.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a network's answer for a stored photo with the one it gave when it was compiled, so that
 * weights which the present processor reads wrongly, or files that do not belong together, are
 * found at the start and not in the answers.
 */
final class SelfTest {
  /** Wider than rounding on another processor (1e-4), narrower than any real difference. */
  private static final double TOLERANCE = 0.01;

  private final Path photo;
  private final ModelManifest.Answer expected;

  private SelfTest(Path photo, ModelManifest.Answer expected) {
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
    Prediction found = labelPhoto(labeler);
    if (found.index() != expected.index()
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

  private Prediction labelPhoto(ImageLabeler labeler) throws IOException {
    try {
      return labeler.label(Files.readAllBytes(photo), TopK.DEFAULT).predictions().getFirst();
    } catch (ImageException e) {
      throw new IOException("The self-test photo " + photo + " cannot be read", e);
    }
  }
}
