package io.github.snaplabel.compiler.photo;

/**
 * A decoded photo.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes {@code [3,height,width]} unsigned bytes: red, green, blue; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // photos are not compared
public record Photo(int width, int height, byte[] planes) {
  /** Returns the color of a pixel as {@code 0xRRGGBB}. */
  int rgb(int x, int y) {
    int area = width * height;
    int pixel = y * width + x;
    return (planes[pixel] & 0xff) << 16
        | (planes[area + pixel] & 0xff) << 8
        | (planes[2 * area + pixel] & 0xff);
  }
}
