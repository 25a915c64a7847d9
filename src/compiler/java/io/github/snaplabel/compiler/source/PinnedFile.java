package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The expected content of a file.
 *
 * @param size size in bytes; empty if only the hash is known
 * @param sha256 64 lower-case hex digits
 */
public record PinnedFile(OptionalLong size, String sha256) {
  public PinnedFile {
    sha256 = sha256.toLowerCase(Locale.ROOT);
  }

  /** Returns whether a file has this content. */
  boolean matches(Path file) throws IOException {
    if (size.isPresent() && size.getAsLong() != Files.size(file)) {
      return false;
    }
    return Sha256.of(file).equals(sha256);
  }

  /**
   * Checks that a file has this content.
   *
   * @param name name of the file for the message
   * @throws InvalidModelException if it has another content; the message describes it
   */
  void verify(Path file, String name) throws IOException, InvalidModelException {
    if (!matches(file)) {
      throw new InvalidModelException(name + ": expected " + this + ", found " + describe(file));
    }
  }

  /** Describes a file: its apparent kind, size and hash. */
  public static String describe(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(64);
    }
    String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    String kind = "a file";
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      kind = "an HTML page";
    } else if (text.startsWith("version https://git-lfs")) {
      kind = "a Git LFS pointer instead of the file itself";
    } else if (text.startsWith("\u0089hdf")) {
      kind = "an HDF5 file, as Keras writes,";
    } else if (text.startsWith("gguf")) {
      kind = "a GGUF file";
    } else if (text.startsWith("\u001f\u008b")) {
      kind = "a gzip archive";
    }
    return "%s of %,d bytes with SHA-256 %s".formatted(kind, Files.size(file), Sha256.of(file));
  }

  @Override
  public String toString() {
    String length = size.isPresent() ? "%,d bytes".formatted(size.getAsLong()) : "a file";
    return length + " with SHA-256 " + sha256;
  }
}
