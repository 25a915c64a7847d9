package io.github.snaplabel.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** An image format that {@link ImageDecoder} reads, recognized by content and never by name. */
public enum ImageFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP,
  TIFF,
  HEIC;

  /** How many bytes at the start of a file identify its format. */
  public static final int SIGNATURE_BYTES = 18;

  /** Returns the format of a file that starts with these bytes; empty if it is none of these. */
  public static Optional<ImageFormat> of(byte[] start) {
    return ImageSniffer.format(new Bytes(start));
  }

  /** Returns the name in responses and logs, in lower case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
