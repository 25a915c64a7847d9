package io.github.snaplabel.compiler.source;

import java.util.List;

/** The model could not be fetched. */
public final class ModelUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * @param reason what went wrong, as a clause: "cannot connect to example.org"
   */
  ModelUnavailableException(String reason) {
    this(List.of(reason));
  }

  /**
   * @param reasons what went wrong with each source
   */
  ModelUnavailableException(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Returns what went wrong, a clause for each source. */
  public List<String> reasons() {
    return reasons;
  }
}
