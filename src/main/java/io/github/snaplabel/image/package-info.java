/** Decodes image files into upright RGB pixels: checks limits first; one class per format. */
@NullMarked
package io.github.snaplabel.image;

import org.jspecify.annotations.NullMarked;
