/** Runs SnapLabel on the developer's own machine, without AWS. */
@NullMarked
package io.github.snaplabel.cli;

import org.jspecify.annotations.NullMarked;
