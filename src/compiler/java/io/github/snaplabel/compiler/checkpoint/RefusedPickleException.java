package io.github.snaplabel.compiler.checkpoint;

import net.razorvine.pickle.PickleException;

/** Thrown by the unpickler if a pickle uses more than a state dict needs. */
final class RefusedPickleException extends PickleException {
  private static final long serialVersionUID = 1L;

  private final CheckpointException refusal;

  RefusedPickleException(CheckpointException refusal) {
    super(refusal.getMessage());
    this.refusal = refusal;
  }

  /**
   * @param message message of the {@link #refusal}
   */
  RefusedPickleException(String message) {
    this(new CheckpointException(message));
  }

  /** Returns the exception for the caller. */
  CheckpointException refusal() {
    return refusal;
  }
}
