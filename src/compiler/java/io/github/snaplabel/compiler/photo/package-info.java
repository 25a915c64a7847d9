/** Decodes photos for calibration and the self-test, and creates the warm-up photos. */
@NullMarked
package io.github.snaplabel.compiler.photo;

import org.jspecify.annotations.NullMarked;
