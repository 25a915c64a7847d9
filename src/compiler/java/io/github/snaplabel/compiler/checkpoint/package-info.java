/**
 * Reads trained weights from the files that PyTorch and safetensors write. The files are untrusted:
 * nothing is constructed but tensors, and nothing is allocated that the file does not hold.
 */
@NullMarked
package io.github.snaplabel.compiler.checkpoint;

import org.jspecify.annotations.NullMarked;
