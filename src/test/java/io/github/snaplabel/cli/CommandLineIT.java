package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the command prints about itself. */
class CommandLineIT {
  @ParameterizedTest
  @ValueSource(
      strings = {"--version", "-V", "classify --version", "tag -V", "invoke --version", "serve -V"})
  void theVersionIsThatOfTheBuild(String arguments) throws Exception {
    LauncherRun run = LauncherRun.of((Object[]) arguments.split(" ", -1));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("snaplabel %s\n", System.getProperty("snaplabel.version"));
  }

  /** The classes of libraries are the larger part of a start without the cache. */
  @Test
  void everyClassThatLabelingAPhotoNeedsIsInTheAotCache(@TempDir Path folder) throws Exception {
    Needs.packagedFunction();
    Path log = folder.resolve("classes.log");

    LauncherRun run =
        LauncherRun.with(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JDK_JAVA_OPTIONS",
                "-Xlog:class+load:file=" + log),
            "classify",
            "model/self-test.jpg");

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("picocli.CommandLine source: shared objects file"))
        .noneMatch(line -> line.contains("source: file:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help classify", "classify --help"})
  void helpIsPrintedOnRequest(String arguments) throws Exception {
    LauncherRun run = LauncherRun.of((Object[]) arguments.split(" ", -1));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: snaplabel");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anUnknownCommandIsReportedWithSuggestions() throws Exception {
    LauncherRun run = LauncherRun.of("clasify", "a.jpg");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'clasify'", "Did you mean: snaplabel classify?", "Try 'snaplabel --help'.")
        .hasLineCount(3);
  }

  @Test
  void aFileMayHaveANameThatBeginsWithAt() throws Exception {
    assertThat(LauncherRun.of("classify", "@absent.jpg").err())
        .startsWith("@absent.jpg: not-found: ");
  }

  @Test
  void shellsCanCompleteTheCommand() throws Exception {
    LauncherRun run =
        LauncherRun.through(
            "eval \"$(\"$@\")\"; COMP_WORDS=(snaplabel classify --fo); COMP_CWORD=2;"
                + " _complete_snaplabel; echo \"${COMPREPLY[@]}\"",
            Map.of(),
            "generate-completion");

    assertThat(run.out()).isEqualTo("--format\n");
  }

  @Test
  void everyCommandHasAManualPage(@TempDir Path folder) throws Exception {
    Path pages = folder.resolve("man/man1");
    LauncherRun run = LauncherRun.of("generate-man-pages", pages);

    assertThat(run.exitCode()).isZero();
    for (String command : List.of("classify", "tag", "invoke", "serve")) {
      String page = Files.readString(pages.resolve("snaplabel-" + command + ".1"));
      LauncherRun.of(command, "--help")
          .out()
          .lines()
          .map(line -> line.replaceFirst("^ *(-., )?(--[a-z0-9-]+).*", "$2"))
          .filter(option -> option.startsWith("--"))
          .forEach(option -> assertThat(page).contains(option.replace("-", "\\-")));
    }
    assertThat(pages.resolve("snaplabel.1")).content().contains("snaplabel\\-tag\\fR(1)");
  }

  @Test
  void aCopyOfTheCommandSaysThatItMustBeLinked(@TempDir Path folder) throws Exception {
    Path copy = Files.copy(Path.of("target/snaplabel"), folder.resolve("snaplabel"));
    Process run = new ProcessBuilder("sh", copy.toString(), "--version").start();

    assertThat(run.errorReader().readAllAsString()).contains("/lib is missing", "ln -s");
    assertThat(run.waitFor()).isEqualTo(1);
  }
}
