/** Serves HTTP to this machine alone. */
@NullMarked
package io.github.snaplabel.cli.loopback;

import org.jspecify.annotations.NullMarked;
