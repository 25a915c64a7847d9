package io.github.snaplabel.classify;

/** How a network is loaded; its predictions are the same but for rounding. */
public enum NetworkLoading {
  /** With weights as they are in the file, in a layout for every processor: in tens of ms. */
  FAST,

  /**
   * With the weights of a float network copied into a layout for this processor, which shortens
   * each inference by a third: in hundreds of ms. An int8 network needs no copy.
   *
   * <p>The layout belongs to the process, as does ONNX Runtime's choice of instructions. A process
   * that moves to another processor, as with a snapshot, keeps both: predictions stay correct where
   * the instructions exist, and where they do not exist the process ends.
   */
  OPTIMIZED
}
