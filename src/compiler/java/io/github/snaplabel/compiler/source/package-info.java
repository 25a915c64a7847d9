/** Finds the file of the model: on disk, or at one of its published addresses. */
@NullMarked
package io.github.snaplabel.compiler.source;

import org.jspecify.annotations.NullMarked;
