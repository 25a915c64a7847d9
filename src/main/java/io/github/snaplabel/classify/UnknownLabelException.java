package io.github.snaplabel.classify;

/** Thrown for a name that no class or node of a model has. */
public final class UnknownLabelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String label;

  UnknownLabelException(String label) {
    super("The model has no class and no node called '" + label + "'");
    this.label = label;
  }

  /** Returns the name. */
  public String label() {
    return label;
  }
}
