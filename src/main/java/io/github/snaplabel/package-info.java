/** The Lambda function: the handler, which wires the packages together, and its settings. */
@NullMarked
package io.github.snaplabel;

import org.jspecify.annotations.NullMarked;
