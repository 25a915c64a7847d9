package io.github.snaplabel.compiler.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies the launcher and inserts the path of the build's JDK, for machines whose default JDK is
 * older.
 */
final class LauncherBuild {
  private LauncherBuild() {}

  /** Takes the template and the output file. */
  public static void main(String[] arguments) throws IOException {
    String template = Files.readString(Path.of(arguments[0]));
    Path launcher = Path.of(arguments[1]);
    Files.writeString(launcher, template.replace("@jdk@", System.getProperty("java.home")));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException(launcher + " cannot be made executable");
    }
  }
}
