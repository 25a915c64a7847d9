/**
 * Emulates an S3 bucket with a local folder: the function receives S3 events for the folder's
 * files, reads them, and writes their tags through an S3 API on the loopback address.
 *
 * <p>The S3 API is implemented here because S3Proxy serves plain folders but no object tags, and
 * Adobe's S3Mock, which has tags, is a Spring Boot application that stores objects in its own
 * layout.
 */
@NullMarked
package io.github.snaplabel.cli.folder;

import org.jspecify.annotations.NullMarked;
