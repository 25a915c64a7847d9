/**
 * Runs a function as AWS Lambda does: AWS's runtime interface client runs in a child process and
 * polls a Runtime API on the loopback address for invocations.
 */
@NullMarked
package io.github.snaplabel.cli.lambda;

import org.jspecify.annotations.NullMarked;
