/**
 * Runs a function as AWS Lambda does: AWS's own runtime interface client in a process of its own,
 * which asks a Runtime API on the loopback for its work.
 */
@NullMarked
package io.github.snaplabel.cli.lambda;

import org.jspecify.annotations.NullMarked;
