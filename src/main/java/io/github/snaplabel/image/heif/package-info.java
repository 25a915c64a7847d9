/** Reads HEIC files, from a byte array to rows of pixels; image.hevc decodes their pictures. */
@NullMarked
package io.github.snaplabel.image.heif;

import org.jspecify.annotations.NullMarked;
