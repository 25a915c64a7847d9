package io.github.snaplabel.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A virtual environment with Pillow and ONNX Runtime, for machines that have Python. */
final class PythonEnvironment {
  private final Path folder;
  private final Path requirements;
  private final Path log;

  /**
   * Makes nothing yet.
   *
   * @param folder of the environment
   * @param requirements what is installed into it
   * @param log receives what Python says
   */
  PythonEnvironment(Path folder, Path requirements, Path log) {
    this.folder = folder;
    this.requirements = requirements;
    this.log = log;
  }

  /** Its interpreter, once all is installed; empty if that cannot be done here. */
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

  /** What is installed, as {@code name==version}. */
  List<String> installed() throws IOException {
    return Files.readAllLines(requirements);
  }

  private boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false; // there is no such command
    }
  }
}
