/** Serves a folder through the S3 API on the loopback, and keeps its tags. */
@NullMarked
package io.github.snaplabel.cli.folder.s3;

import org.jspecify.annotations.NullMarked;
