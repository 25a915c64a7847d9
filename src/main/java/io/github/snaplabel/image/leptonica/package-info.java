/** Calls Leptonica, the only native library that decodes images. */
@NullMarked
package io.github.snaplabel.image.leptonica;

import org.jspecify.annotations.NullMarked;
