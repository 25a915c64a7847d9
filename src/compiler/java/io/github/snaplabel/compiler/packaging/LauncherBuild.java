package io.github.snaplabel.compiler.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies the launcher and fills in the JDK that the build runs on, for machines with an older
 * default.
 */
final class LauncherBuild {
  private LauncherBuild() {}

  /** Takes the template and the file to write. */
  public static void main(String[] arguments) throws IOException {
    String template = Files.readString(Path.of(arguments[0]));
    Path launcher = Path.of(arguments[1]);
    Files.writeString(launcher, template.replace("@jdk@", System.getProperty("java.home")));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException(launcher + " cannot be made executable");
    }
  }
}
