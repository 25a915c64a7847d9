/**
 * A folder of this machine as a bucket: its files are announced to the function as S3 would, which
 * gets them and puts their tags at an S3 on the loopback.
 *
 * <p>That S3 is our own. S3Proxy serves a plain folder, but no object tags; Adobe's S3Mock has
 * tags, but is a Spring Boot application that keeps objects in a layout of its own.
 */
@NullMarked
package io.github.snaplabel.cli.folder;

import org.jspecify.annotations.NullMarked;
