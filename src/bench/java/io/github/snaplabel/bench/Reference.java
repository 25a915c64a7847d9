package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The best classes that the reference pipeline (Pillow, every pixel decoded, fp32) sees in photos.
 *
 * @param photos file and index of its best class
 */
record Reference(Map<Path, Integer> photos) {
  /**
   * Lets Python find out; empty if it cannot.
   *
   * @param python the running reference pipeline, if there is one
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
