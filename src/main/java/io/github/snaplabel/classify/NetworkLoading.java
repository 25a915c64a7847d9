package io.github.snaplabel.classify;

/** How a network is loaded, which changes predictions only by rounding. */
public enum NetworkLoading {
  /** Uses the weights as they are in the file, in a layout for any processor: takes tens of ms. */
  FAST,

  /**
   * Copies the weights of a float network into a layout for this processor: takes hundreds of ms,
   * and shortens each inference by a third. An int8 network needs no copy.
   *
   * <p>The layout belongs to the process, as does ONNX Runtime's choice of instructions. A process
   * that moves to another processor, as with a snapshot, keeps both: predictions stay correct on a
   * processor that has these instructions, and the process ends on one that lacks them.
   */
  OPTIMIZED
}
