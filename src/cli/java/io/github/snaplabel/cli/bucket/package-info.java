/** Labels the objects that a bucket in S3 already contains. */
@NullMarked
package io.github.snaplabel.cli.bucket;

import org.jspecify.annotations.NullMarked;
