/** Finds the model file on disk, or downloads it. */
@NullMarked
package io.github.snaplabel.compiler.source;

import org.jspecify.annotations.NullMarked;
