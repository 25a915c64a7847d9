/** Starts the project's threads: platform threads, not virtual ones. */
@NullMarked
package io.github.snaplabel.concurrent;

import org.jspecify.annotations.NullMarked;
