package io.github.snaplabel.build;

/** A file that is not the model that was expected, or a model that cannot be compiled. */
final class InvalidModel extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the person who runs the build: what was expected, what was
   *     found
   */
  InvalidModel(String message) {
    super(message);
  }
}
