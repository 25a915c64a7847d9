package io.github.snaplabel.compiler.source;

/** A file that is not the model that was expected, or a model that cannot be compiled. */
public final class InvalidModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the person who runs the build: what was expected, what was
   *     found
   */
  public InvalidModelException(String message) {
    super(message);
  }
}
