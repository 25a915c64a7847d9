package io.github.snaplabel.compiler.graph;

import java.util.Optional;

/** A classifier that was read from a file and can be compiled. */
public sealed interface SourceNetwork permits Network, OpaqueNetwork {
  /** Returns the name of its architecture, such as {@code resnet18}; empty if it has none. */
  Optional<String> architecture();

  /** Returns the number of classes. */
  int classes();
}
