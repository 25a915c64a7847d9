package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of the reference pipeline (Pillow, decoded at full size, fp32).
 *
 * @param photos index of the best class by file
 */
record Reference(Map<Path, Integer> photos) {
  /**
   * Computes the expected predictions for a folder's photos with Python; empty if it is
   * unavailable.
   *
   * @param python running reference pipeline; may be absent
   */
  static Reference of(Path folder, @Nullable WorkerProcess python) throws IOException {
    Map<Path, Integer> photos = new TreeMap<>();
    if (python != null) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Reference::isPhoto).toList()) {
          photos.put(file, python.run(file).top1());
        }
      }
    }
    return new Reference(photos);
  }

  private static boolean isPhoto(Path file) {
    return file.getFileName().toString().matches("(?i).*\\.(jpe?g|png|webp)");
  }

  Agreement compare(WorkerProcess peer) throws IOException {
    int same = 0;
    for (Map.Entry<Path, Integer> photo : photos.entrySet()) {
      if (peer.run(photo.getKey()).top1() == photo.getValue()) {
        same++;
      }
    }
    return new Agreement(peer.kind(), same, photos.size());
  }
}
