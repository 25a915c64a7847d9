package io.github.snaplabel.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual environment with Pillow, its plug-in for HEIC and ONNX Runtime, if Python is installed.
 */
final class PythonEnvironment {
  private final Path folder;
  private final Path requirements;
  private final Path log;

  /**
   * Does not create the environment yet.
   *
   * @param folder folder of the environment
   * @param requirements requirements file to install
   * @param log receives Python's output
   */
  PythonEnvironment(Path folder, Path requirements, Path log) {
    this.folder = folder;
    this.requirements = requirements;
    this.log = log;
  }

  /** Installs the requirements and returns the interpreter; empty if that fails. */
  Optional<Path> prepare() throws InterruptedException {
    Path python = folder.resolve("bin").resolve("python");
    boolean ready =
        (Files.exists(python) || run("python3", "-m", "venv", folder.toString()))
            && run(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
                requirements.toString());
    return ready ? Optional.of(python) : Optional.empty();
  }

  /** Returns some of the installed packages, each {@code name==version}. */
  List<String> versions(Set<String> packages) throws IOException {
    return Files.readAllLines(requirements).stream()
        .filter(line -> packages.contains(line.split("==", 2)[0]))
        .toList();
  }

  private boolean run(String... command) throws InterruptedException {
    try {
      return exitCode(log, command) == 0;
    } catch (IOException _) {
      return false; // Python is not installed
    }
  }

  /** Runs a command to its end, appends its output to a log, and returns its exit code. */
  static int exitCode(Path log, String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start()
        .waitFor();
  }
}
