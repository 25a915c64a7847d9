/** Watches a folder and reports which files are new, complete or gone. */
@NullMarked
package io.github.snaplabel.cli.folder.watch;

import org.jspecify.annotations.NullMarked;
