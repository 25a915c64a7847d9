package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelManifest;
import java.io.PrintWriter;

/** Warns about a model whose labels are random. */
final class UntrainedModelWarning {
  private UntrainedModelWarning() {}

  /** Prints one line if the model is untrained. */
  static void warn(ModelManifest model, PrintWriter errors) {
    if (!model.trained()) {
      errors.println("warning: " + ModelManifest.UNTRAINED);
      errors.flush();
    }
  }
}
