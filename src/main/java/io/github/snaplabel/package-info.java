/** The Lambda function: its handler, which puts all rooms together, and its settings. */
@NullMarked
package io.github.snaplabel;

import org.jspecify.annotations.NullMarked;
