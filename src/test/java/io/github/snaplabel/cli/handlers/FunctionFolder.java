package io.github.snaplabel.cli.handlers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.crac.Core;

/**
 * Creates a function package from the handlers of this Java package: classes, and libraries in lib.
 */
public final class FunctionFolder {
  private FunctionFolder() {}

  public static Path in(Path folder) {
    try {
      Path classes = source(FunctionFolder.class);
      Path handlers = classes.resolve(FunctionFolder.class.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(handlers)) {
        for (Path file : files.toList()) {
          Path target = folder.resolve(classes.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
      Path crac = source(Core.class);
      Files.createDirectories(folder.resolve("lib"));
      Files.copy(crac, folder.resolve("lib").resolve(crac.getFileName()));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path source(Class<?> type) {
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
