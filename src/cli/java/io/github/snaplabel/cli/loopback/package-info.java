/** An HTTP server that only this machine can reach. */
@NullMarked
package io.github.snaplabel.cli.loopback;

import org.jspecify.annotations.NullMarked;
