/** Reads a model of any supported format as a graph that the compiler understands, and writes it as ONNX. */
@NullMarked
package io.github.snaplabel.compiler.graph;

import org.jspecify.annotations.NullMarked;
