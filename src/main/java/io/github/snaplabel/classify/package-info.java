/** Turns RGB pixels into predictions: resizing, network, labels, self-test. */
@NullMarked
package io.github.snaplabel.classify;

import org.jspecify.annotations.NullMarked;
