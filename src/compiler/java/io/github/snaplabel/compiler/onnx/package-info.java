/** Reads ONNX files, and runs and compiles models with ONNX Runtime. */
@NullMarked
package io.github.snaplabel.compiler.onnx;

import org.jspecify.annotations.NullMarked;
