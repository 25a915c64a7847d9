/** The page, and that of a folder, in a real browser, before the packaged function. */
@NullMarked
package io.github.snaplabel.cli.page;

import org.jspecify.annotations.NullMarked;
