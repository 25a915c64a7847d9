package io.github.snaplabel.classify;

/** A name that no class and no node of a model has. */
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
