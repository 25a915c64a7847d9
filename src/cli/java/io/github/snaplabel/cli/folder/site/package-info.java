/** Serves the page that shows a folder, its images and their progress. */
@NullMarked
package io.github.snaplabel.cli.folder.site;

import org.jspecify.annotations.NullMarked;
