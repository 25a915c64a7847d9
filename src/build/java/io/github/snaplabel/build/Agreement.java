package io.github.snaplabel.build;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.vision.ModelManifest.Answer;
import java.util.List;

/**
 * How often two networks give a picture the same class.
 *
 * @param same pictures with the same class
 * @param pictures all that were shown
 */
record Agreement(int same, int pictures) {
  /** Shows both networks all pictures. */
  static Agreement between(InferenceSession one, InferenceSession other, List<float[]> pictures)
      throws OrtException {
    int same = 0;
    for (float[] picture : pictures) {
      if (best(one.logits(picture)) == best(other.logits(picture))) {
        same++;
      }
    }
    return new Agreement(same, pictures.size());
  }

  /** Whether the two differ on most pictures. */
  boolean isPoor() {
    return 2 * same < pictures;
  }

  /** The best class and its probability (softmax). */
  static Answer answer(float[] logits) {
    int best = best(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - logits[best]);
    }
    return new Answer(best, 1 / sum);
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return same + " of " + pictures;
  }
}
