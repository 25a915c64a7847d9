/**
 * Builds the model bundle that the function loads: downloads, verifies, calibrates, quantizes and
 * compiles the model.
 */
@NullMarked
package io.github.snaplabel.compiler;

import org.jspecify.annotations.NullMarked;
