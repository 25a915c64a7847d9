package io.github.snaplabel.compiler;

/**
 * A photo in memory.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes {@code [3,height,width]} unsigned bytes: red, green, blue; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares photos
record Photo(int width, int height, byte[] planes) {}
