/** Serves the web page that shows a folder's images and their labels. */
@NullMarked
package io.github.snaplabel.cli.folder.site;

import org.jspecify.annotations.NullMarked;
