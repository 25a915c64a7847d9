/**
 * Measures how fast, how small and how exact the function's way of a picture is, against what
 * people would do instead. Never part of the function.
 */
@NullMarked
package io.github.snaplabel.bench;

import org.jspecify.annotations.NullMarked;
