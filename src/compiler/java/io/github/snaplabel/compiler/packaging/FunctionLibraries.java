package io.github.snaplabel.compiler.packaging;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the libraries on the class path without compression and without the names of local
 * variables (1 MB of the package). The package is compressed as a whole: a compressor that sees a
 * thousand similar classes in a row does better than one that starts over for each (3.4 MB of 11
 * saved), and the JVM has nothing to inflate at start.
 */
final class FunctionLibraries {
  /**
   * Native libraries for five platforms; the package contains the needed one as a separate file.
   */
  private static final String NATIVES = "ai/onnxruntime/native/";

  /** The earliest time that ZIP supports: the package must not depend on the time of the build. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private FunctionLibraries() {}

  /** Takes the output folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    clear(folder);
    for (Path library : onClassPath()) {
      store(library, folder.resolve(library.getFileName()));
    }
  }

  private static List<Path> onClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  /** Deletes the libraries of an earlier build, which may have other names or versions. */
  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path library : old) {
        Files.delete(library);
      }
    }
  }

  static void store(Path library, Path target) throws IOException {
    try (ZipFile from = new ZipFile(library.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
      to.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : from.stream().filter(FunctionLibraries::isNeeded).toList()) {
        byte[] content = content(from, entry);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTimeLocal(EPOCH);
        stored.setSize(content.length);
        stored.setCrc(checksum.getValue());
        to.putNextEntry(stored);
        to.write(content);
      }
    }
  }

  private static byte[] content(ZipFile library, ZipEntry entry) throws IOException {
    try (InputStream content = library.getInputStream(entry)) {
      byte[] bytes = content.readAllBytes();
      return entry.getName().endsWith(".class") ? LocalVariables.removeFrom(bytes) : bytes;
    }
  }

  private static boolean isNeeded(ZipEntry entry) {
    return !entry.isDirectory() && !entry.getName().startsWith(NATIVES);
  }
}
