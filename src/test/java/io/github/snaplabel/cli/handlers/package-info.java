/** Small functions for testing the Lambda emulator. */
package io.github.snaplabel.cli.handlers;
