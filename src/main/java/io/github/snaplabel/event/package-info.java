/** Parses the events that AWS sends to the function into one vocabulary. */
@NullMarked
package io.github.snaplabel.event;

import org.jspecify.annotations.NullMarked;
