package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;

/** The pictures that latency is measured with. */
enum Case {
  SMALL("500x375", "jpg", 5),
  HALF_MEGAPIXEL("0.5mp", "jpg", 5),
  THREE_MEGAPIXELS("3mp", "jpg", 3),
  TWELVE_MEGAPIXELS("12mp", "jpg", 2),
  PROGRESSIVE("12mp-progressive", "jpg", 1),
  PNG("2mp-png", "png", 3),
  WEBP("3mp-webp", "webp", 3);

  private final String label;
  private final String extension;
  private final int burst;

  Case(String label, String extension, int burst) {
    this.label = label;
    this.extension = extension;
    this.burst = burst;
  }

  /** The name in reports. */
  @JsonValue
  String label() {
    return label;
  }

  /** The picture's file in a folder. */
  Path in(Path folder) {
    return folder.resolve(label + "." + extension);
  }

  /** How often in a row each peer labels it in a round; fewer where it takes long. */
  int burst() {
    return burst;
  }
}
