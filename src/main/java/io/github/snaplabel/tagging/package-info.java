/** Labels of pictures in S3, written to them as object tags. */
@NullMarked
package io.github.snaplabel.tagging;

import org.jspecify.annotations.NullMarked;
