package io.github.snaplabel.build;

import java.util.List;

/** The model could not be fetched. */
final class ModelUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * @param reason what went wrong, as a clause: "cannot connect to example.org"
   */
  ModelUnavailable(String reason) {
    this(List.of(reason));
  }

  /**
   * @param reasons what went wrong with each source
   */
  ModelUnavailable(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Returns what went wrong, a clause for each source. */
  List<String> reasons() {
    return reasons;
  }
}
