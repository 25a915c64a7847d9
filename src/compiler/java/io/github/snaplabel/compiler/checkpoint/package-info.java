/**
 * Reads trained weights from files written by PyTorch and safetensors. The files are untrusted:
 * only tensors are constructed, and no more memory is allocated than the file's size justifies.
 */
@NullMarked
package io.github.snaplabel.compiler.checkpoint;

import org.jspecify.annotations.NullMarked;
