/**
 * Tests of the function's page and a folder's page in a real browser, with the packaged function.
 */
@NullMarked
package io.github.snaplabel.cli.page;

import org.jspecify.annotations.NullMarked;
