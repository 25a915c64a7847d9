package io.github.snaplabel.compiler.graph;

import java.util.Optional;

/** A classifier as it was read from a file, ready to be compiled. */
public sealed interface SourceNetwork permits Network, OpaqueNetwork {
  /** Returns the name of its architecture, such as {@code resnet18}; empty if it has none. */
  Optional<String> architecture();

  /** Returns the number of classes that it tells apart. */
  int classes();
}
