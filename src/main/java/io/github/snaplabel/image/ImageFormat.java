package io.github.snaplabel.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture format that {@link ImageDecoder} reads; told by the file's first bytes, never by name.
 */
public enum ImageFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP;

  /** So many of a file's first bytes tell its format. */
  public static final int HEAD = 12;

  /** The format of a file that begins so; empty if it is none of these. */
  public static Optional<ImageFormat> of(byte[] head) {
    return ImageSniffer.format(new Bytes(head));
  }

  /** The name as answers and logs show it: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
