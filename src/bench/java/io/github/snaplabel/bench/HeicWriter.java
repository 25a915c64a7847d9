package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes HEIC files with Python's pillow-heif; nothing in Java can. */
final class HeicWriter {
  private final Path python;
  private final Path script;
  private final Path log;

  /**
   * Does not start Python yet.
   *
   * @param python interpreter with pillow-heif
   */
  HeicWriter(Path python, Options options) {
    this.python = python;
    this.script = options.root().resolve("src/bench/python/write_heic.py");
    this.log = options.work().resolve("write_heic.log");
  }

  /**
   * Writes a photo as a grid of tiles, without and with a thumbnail. Files that exist are kept:
   * encoding takes 20 s, and the photo is the same in each run.
   *
   * @throws IOException if the script fails
   */
  void write(Path photo, Path withoutThumbnail, Path withThumbnail)
      throws IOException, InterruptedException {
    if (Files.exists(withoutThumbnail) && Files.exists(withThumbnail)) {
      return;
    }
    int exit =
        PythonEnvironment.exitCode(
            log,
            python.toString(),
            script.toString(),
            photo.toString(),
            withoutThumbnail.toString(),
            withThumbnail.toString());
    if (exit != 0) {
      throw new IOException(script.getFileName() + " failed; see " + log);
    }
  }
}
