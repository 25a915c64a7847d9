/** Serves a folder through an S3 API on the loopback address, and stores its tags. */
@NullMarked
package io.github.snaplabel.cli.folder.s3;

import org.jspecify.annotations.NullMarked;
