/** Reads HEIC files, from a byte array to a row sink; decodes their pictures with image.hevc. */
@NullMarked
package io.github.snaplabel.image.heif;

import org.jspecify.annotations.NullMarked;
