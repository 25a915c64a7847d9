/**
 * Makes the model that the function loads: fetches, verifies, calibrates, quantises and compiles
 * it.
 */
@NullMarked
package io.github.snaplabel.build;

import org.jspecify.annotations.NullMarked;
