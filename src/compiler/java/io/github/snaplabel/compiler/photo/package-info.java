/** Decodes photos for calibration and the self-test, and creates the warm-up photo. */
@NullMarked
package io.github.snaplabel.compiler.photo;

import org.jspecify.annotations.NullMarked;
