/** Decodes image files into upright RGB pixels: one class a format, limits first. */
@NullMarked
package io.github.snaplabel.image;

import org.jspecify.annotations.NullMarked;
