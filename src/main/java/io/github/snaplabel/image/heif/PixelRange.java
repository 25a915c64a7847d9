package io.github.snaplabel.image.heif;

/**
 * Adjacent columns or rows of pixels.
 *
 * @param start index of the first one
 * @param count at least 1
 */
record PixelRange(int start, int count) {}
