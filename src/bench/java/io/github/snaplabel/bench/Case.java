package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;

/** The images used to measure latency. */
enum Case {
  SMALL("500x375", "jpg", 5),
  HALF_MEGAPIXEL("0.5mp", "jpg", 5),
  THREE_MEGAPIXELS("3mp", "jpg", 3),
  TWELVE_MEGAPIXELS("12mp", "jpg", 2),
  PROGRESSIVE("12mp-progressive", "jpg", 1),
  PNG("2mp-png", "png", 3),
  WEBP("3mp-webp", "webp", 3),
  HEIC("12mp-heic", "heic", 1),
  /** The same, with a thumbnail large enough for SnapLabel to decode nothing else. */
  HEIC_THUMBNAIL("12mp-heic-thumbnail", "heic", 1);

  private final String label;
  private final String extension;
  private final int burst;

  Case(String label, String extension, int burst) {
    this.label = label;
    this.extension = extension;
    this.burst = burst;
  }

  /** Returns the name in reports. */
  @JsonValue
  String label() {
    return label;
  }

  /** Returns the image's file in a folder. */
  Path in(Path folder) {
    return folder.resolve(label + "." + extension);
  }

  boolean isHeic() {
    return extension.equals("heic");
  }

  /** Returns how often each peer labels the image per round; less often for slow images. */
  int burst() {
    return burst;
  }
}
