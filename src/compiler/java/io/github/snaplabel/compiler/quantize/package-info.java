/** Measures activation ranges and converts a network to int8. */
@NullMarked
package io.github.snaplabel.compiler.quantize;

import org.jspecify.annotations.NullMarked;
