/**
 * Compares the speed, memory and accuracy of the function's image pipeline with the alternatives.
 * Not part of the function.
 */
@NullMarked
package io.github.snaplabel.bench;

import org.jspecify.annotations.NullMarked;
