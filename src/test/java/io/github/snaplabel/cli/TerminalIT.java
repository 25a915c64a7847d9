package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.compiler.TestBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the command prints on a terminal, which {@code script} emulates. */
class TerminalIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final String YELLOW = "\033[33m";

  @TempDir Path folder;

  @BeforeEach
  void needsATerminal() {
    Needs.terminal();
  }

  @Test
  void theTableFitsTheTerminal() throws Exception {
    Files.copy(PHOTO, folder.resolve("a.jpg"));

    String output =
        onTerminal("stty cols 50; cd '%s'; '%s' classify --model '%s' . --min-confidence 1");

    assertThat(output).contains("PICTURE  LABEL                     PROBABILITY\r\n./a.jpg  (no");
  }

  @Test
  void theProgressBarHasColorsUnlessTheUserWantsNone() throws Exception {
    for (int i = 0; i < 30; i++) {
      Files.copy(PHOTO, folder.resolve(i + ".jpg"));
    }
    String command = "cd '%s'; '%s' classify --model '%s' . >report.txt";

    assertThat(onTerminal("export NO_COLOR=; " + command)).contains("Labeling", YELLOW);
    assertThat(onTerminal("export NO_COLOR=1; " + command))
        .contains("Labeling")
        .doesNotContain(YELLOW);
  }

  /** Runs a shell command whose parameters are the folder, the launcher and the model. */
  private String onTerminal(String command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "script",
            "--quiet",
            "--return",
            "--command",
            command.formatted(
                folder,
                Path.of("target/snaplabel").toAbsolutePath(),
                TestBundle.directory().toAbsolutePath()),
            "/dev/null");
    builder.environment().remove("COLUMNS");
    builder.environment().put("TERM", "xterm-256color");
    Process process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
