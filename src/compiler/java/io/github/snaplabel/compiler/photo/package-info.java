/** Decodes photos for calibration, the self-test and the warm-up. */
@NullMarked
package io.github.snaplabel.compiler.photo;

import org.jspecify.annotations.NullMarked;
