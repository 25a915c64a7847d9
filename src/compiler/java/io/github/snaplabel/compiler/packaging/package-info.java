/**
 * Prepares the contents of the package other than the model: libraries, documents and the launcher.
 */
@NullMarked
package io.github.snaplabel.compiler.packaging;

import org.jspecify.annotations.NullMarked;
