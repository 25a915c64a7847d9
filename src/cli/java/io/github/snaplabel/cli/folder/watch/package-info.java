/** Watches a folder, and reports files that were added, changed or removed. */
@NullMarked
package io.github.snaplabel.cli.folder.watch;

import org.jspecify.annotations.NullMarked;
