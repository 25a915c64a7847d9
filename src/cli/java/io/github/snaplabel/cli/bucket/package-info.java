/** Labels what is in a bucket of S3 already, object after object. */
@NullMarked
package io.github.snaplabel.cli.bucket;

import org.jspecify.annotations.NullMarked;
