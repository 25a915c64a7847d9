/** Decodes common JPEGs at a fraction of their size, in Java. */
@NullMarked
package io.github.snaplabel.image.jpeg;

import org.jspecify.annotations.NullMarked;
