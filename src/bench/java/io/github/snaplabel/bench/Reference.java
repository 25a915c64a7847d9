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
  /** File, the indices of the five best classes, and more that is of no use here. */
  private static final String TABLE = "expected-top5.tsv";

  /**
   * Reads what is expected of a folder's photos, or lets Python find out; empty if neither can be.
   *
   * @param python the running reference pipeline, if there is one
   */
  static Reference of(Path folder, @Nullable WorkerProcess python) throws IOException {
    Map<Path, Integer> photos = new TreeMap<>();
    if (Files.exists(folder.resolve(TABLE))) {
      for (String line : Files.readAllLines(folder.resolve(TABLE))) {
        String[] fields = line.split("[\t,]", -1);
        photos.put(folder.resolve(fields[0]), Integer.valueOf(fields[1]));
      }
    } else if (python != null) {
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
