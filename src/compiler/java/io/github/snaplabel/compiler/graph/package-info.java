/** Reads models of all supported formats into a common form, and writes them as ONNX. */
@NullMarked
package io.github.snaplabel.compiler.graph;

import org.jspecify.annotations.NullMarked;
