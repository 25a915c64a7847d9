/** Starts the threads that work is done on: platform threads, never virtual ones. */
@NullMarked
package io.github.snaplabel.concurrent;

import org.jspecify.annotations.NullMarked;
