/** Decodes common JPEGs at a fraction of their size, from a byte array to a row sink. */
@NullMarked
package io.github.snaplabel.image.jpeg;

import org.jspecify.annotations.NullMarked;
