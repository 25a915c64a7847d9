/**
 * Makes what the function loads: its model, which is fetched, verified, calibrated, quantised and
 * compiled, and its documents.
 */
@NullMarked
package io.github.snaplabel.compiler;

import org.jspecify.annotations.NullMarked;

