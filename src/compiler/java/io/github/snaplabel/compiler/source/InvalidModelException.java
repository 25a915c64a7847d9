package io.github.snaplabel.compiler.source;

/** Thrown if a file is not the expected model, or a model cannot be compiled. */
public final class InvalidModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the person who runs the build: what was expected and what was
   *     found
   */
  public InvalidModelException(String message) {
    super(message);
  }
}
