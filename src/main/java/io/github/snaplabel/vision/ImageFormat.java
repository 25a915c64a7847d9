package io.github.snaplabel.vision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A picture format that {@link ImageDecoder} reads; told by the file's first bytes, never by name.
 */
public enum ImageFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP;

  /** The name as answers and logs show it: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
