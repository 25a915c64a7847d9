package io.github.snaplabel.image.heif;

/** Whether a picture is transparent. */
public enum Opacity {
  /** All pixels are opaque. */
  OPAQUE,
  /** Pixels have an opacity. */
  STRAIGHT,
  /** Pixels have an opacity, by which their colors have been multiplied. */
  PREMULTIPLIED
}
