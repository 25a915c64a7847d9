package io.github.snaplabel.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts the paths on a command line. Rejects a URL and quotes it unchanged: as a path, it would
 * lose one of its slashes.
 */
final class PathConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String argument) {
    try {
      Path path = Path.of(argument);
      if (ImagePath.SCHEME.matcher(argument).matches() && !Files.exists(path)) {
        throw new TypeConversionException(
            "'%s' is a URL, not a path on this machine".formatted(argument));
      }
      return path;
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'%s' is not a path: %s".formatted(argument, e.getReason()));
    }
  }
}
