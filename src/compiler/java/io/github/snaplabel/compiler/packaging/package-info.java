/** Prepares what the package holds beside the model: libraries, documents, the launcher. */
@NullMarked
package io.github.snaplabel.compiler.packaging;

import org.jspecify.annotations.NullMarked;
