/** Labels images in S3 and writes the labels to them as object tags. */
@NullMarked
package io.github.snaplabel.tagging;

import org.jspecify.annotations.NullMarked;
