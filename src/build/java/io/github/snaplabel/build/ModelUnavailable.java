package io.github.snaplabel.build;

/** The model could not be fetched, for a reason that lies in the network. */
final class ModelUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason what went wrong, as a clause: "cannot connect to example.org"
   */
  ModelUnavailable(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What went wrong, as a clause. */
  String reason() {
    return reason;
  }
}
