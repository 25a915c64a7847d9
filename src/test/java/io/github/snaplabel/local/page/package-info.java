/** The page, and that of a folder, in a real browser, before the packaged function. */
@NullMarked
package io.github.snaplabel.local.page;

import org.jspecify.annotations.NullMarked;
