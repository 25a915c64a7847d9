package io.github.snaplabel.cli;

import io.github.snaplabel.cli.FileOutcome.UnreadableFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parsed form of an argument that names an image. */
sealed interface ImagePath {
  /** The argument for standard input. */
  String STANDARD_INPUT = "-";

  /** A URL's scheme, with the slashes that distinguish it from a path. */
  Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*", Pattern.DOTALL);

  /** A file or folder, which need not exist. */
  record Local(Path path) implements ImagePath {}

  /** Standard input. */
  record Stdin() implements ImagePath {}

  /** An argument that cannot be read. */
  record UnreadableArgument(UnreadableFile reason) implements ImagePath {}

  /** Parses an argument. */
  static ImagePath parse(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      return new Stdin();
    }
    if (argument.isEmpty()) {
      return unusable(argument, "The path is empty");
    }
    Matcher url = SCHEME.matcher(argument);
    try {
      Path path = Path.of(argument);
      boolean exists = Files.exists(path);
      if (!exists && url.matches()) {
        return url.group(1).equalsIgnoreCase("file")
            ? new Local(Path.of(URI.create(argument)))
            : unusable(
                argument,
                "URLs are not read: download the picture, or label a bucket with 'snaplabel tag'");
      }
      if (!exists && argument.indexOf('\uFFFD') >= 0) {
        return unusable(
            argument,
            "No such file. If its name is not valid UTF-8, give its folder or its file: URL");
      }
      return new Local(path);
    } catch (InvalidPathException e) {
      return unusable(argument, "The system's encoding has no such name: " + e.getReason());
    } catch (IllegalArgumentException e) {
      return unusable(argument, "The URL is invalid: " + e.getMessage());
    }
  }

  /**
   * Returns the name of a path in reports, which {@link #parse} converts back to the path: its
   * text, or its URL if the name is not valid UTF-8.
   */
  static String name(Path path) {
    String text = path.toString();
    return path.equals(Path.of(text)) ? text : path.toUri().toString();
  }

  private static UnreadableArgument unusable(String argument, String message) {
    return new UnreadableArgument(new UnreadableFile(argument, "not-found", message));
  }
}
