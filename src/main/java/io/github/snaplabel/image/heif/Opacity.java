package io.github.snaplabel.image.heif;

/** Whether a picture is transparent. */
public enum Opacity {
  /** All pixels are opaque. */
  OPAQUE,
  /** Pixels have an alpha value, and their colors are independent of it. */
  STRAIGHT,
  /** Pixels have an alpha value, and their colors have been multiplied by it. */
  PREMULTIPLIED
}
