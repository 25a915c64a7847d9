/** Small functions for tests of what runs functions. */
package io.github.snaplabel.cli.handlers;
