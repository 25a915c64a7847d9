/** Decodes the rows of a common PNG in Java. Knows arrays of bytes, and nothing else. */
@NullMarked
package io.github.snaplabel.image.png;

import org.jspecify.annotations.NullMarked;
