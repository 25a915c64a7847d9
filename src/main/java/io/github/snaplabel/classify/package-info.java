/** Classifies images: resizing, network, labels, model bundle, self-test. */
@NullMarked
package io.github.snaplabel.classify;

import org.jspecify.annotations.NullMarked;
