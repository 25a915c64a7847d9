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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the libraries on the class path again, without compression. The package is compressed as a
 * whole, and a compressor that sees a thousand similar classes in a row makes less of them than one
 * that starts anew with each (3.4 MB of 11 less); the JVM then finds nothing to inflate as it
 * starts.
 */
final class FunctionLibraries {
  /** The natives of five platforms; the one that is needed lies in the package by itself. */
  private static final String NATIVES = "ai/onnxruntime/native/";

  /** The first that a ZIP file can say: the package must not tell when it was built. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private FunctionLibraries() {}

  /** Takes the folder to write; the libraries are those on the class path. */
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

  /** A library of an earlier build may have gone, or has another version now. */
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
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTimeLocal(EPOCH);
        stored.setSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        to.putNextEntry(stored);
        try (InputStream content = from.getInputStream(entry)) {
          content.transferTo(to);
        }
      }
    }
  }

  private static boolean isNeeded(ZipEntry entry) {
    return !entry.isDirectory() && !entry.getName().startsWith(NATIVES);
  }
}
