package io.github.snaplabel.local;

import io.github.snaplabel.vision.ModelManifest;
import java.io.PrintWriter;

/** Warns of a model whose labels are random. */
final class UntrainedModel {
  private UntrainedModel() {}

  /** Prints one line, if the model is untrained. */
  static void warn(ModelManifest model, PrintWriter errors) {
    if (!model.trained()) {
      errors.println("warning: " + ModelManifest.UNTRAINED);
      errors.flush();
    }
  }
}
