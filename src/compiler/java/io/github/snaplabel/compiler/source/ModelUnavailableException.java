package io.github.snaplabel.compiler.source;

import java.util.List;

/** Thrown if the model could not be downloaded. */
public final class ModelUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * @param reason a clause that says what went wrong: "cannot connect to example.org"
   */
  ModelUnavailableException(String reason) {
    this(List.of(reason));
  }

  /**
   * @param reasons one clause for each source
   */
  ModelUnavailableException(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Returns one clause for each source. */
  public List<String> reasons() {
    return reasons;
  }
}
