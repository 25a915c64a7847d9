package io.github.snaplabel.compiler.checkpoint;

import net.razorvine.pickle.PickleException;

/** Ends the reading of a pickle that asks for more than a state dict needs. */
final class RefusedPickleException extends PickleException {
  private static final long serialVersionUID = 1L;

  private final CheckpointException refusal;

  RefusedPickleException(CheckpointException refusal) {
    super(refusal.getMessage());
    this.refusal = refusal;
  }

  /**
   * @param message of the {@link #refusal}
   */
  RefusedPickleException(String message) {
    this(new CheckpointException(message));
  }

  /** Returns what the reader of the checkpoint is told. */
  CheckpointException refusal() {
    return refusal;
  }
}
