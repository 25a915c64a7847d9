package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.Echo;
import io.github.snaplabel.cli.handlers.FunctionFolder;
import io.github.snaplabel.cli.handlers.Hooks;
import io.github.snaplabel.cli.handlers.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the {@code invoke} command with small test functions. */
class InvokeIT {
  @TempDir static Path function;

  @TempDir Path folder;

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(function);
  }

  @Test
  void standardOutputHoldsOnlyTheResponse() throws Exception {
    LauncherRun run = invoke(Echo.class, "{\"label\": \"猫\"}");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("{\"label\": \"猫\"}\n");
    assertThat(run.err()).contains("INIT_REPORT").contains("REPORT Duration");
  }

  @Test
  void theLogGoesToStandardError() throws Exception {
    LauncherRun run = invoke(Obedient.class, "\"log\"");

    assertThat(run.err()).contains("out: ä猫\n", "err: second\n", "logger: third");
    assertThat(run.err()).doesNotContainIgnoringCase("warning");
  }

  @Test
  void snapStartRunsTheHooks() throws Exception {
    LauncherRun run = invoke(Hooks.class, "{}", "--snap-start");

    assertThat(run.out()).contains("checkpoint-first restore-first");
    assertThat(run.err()).contains("RESTORE_REPORT");
  }

  @Test
  void aReportedErrorIsPrintedAndTheExitCodeIsOne() throws Exception {
    LauncherRun run = invoke(Obedient.class, "\"throw\"");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("{\"errorMessage\":\"told to\",\"errorType\":\"java.lang.IllegalArg");
    assertThat(run.err())
        .endsWith(
            "\nsnaplabel: The function reported an error: java.lang.IllegalArgumentException: told to\n");
  }

  @Test
  void variablesAreSetByOptionAndSnapLabelsOwnArePassedOn() throws Exception {
    LauncherRun run =
        LauncherRun.with(
            Map.of("SNAPLABEL_X", "y", "OTHER", "z"),
            "invoke",
            event("\"environment\""),
            "--function",
            function,
            "--handler",
            Obedient.class.getName(),
            "--env",
            "A=b=c");

    assertThat(run.out()).contains("A=b=c", "SNAPLABEL_X=y").doesNotContain("OTHER");
  }

  @Test
  void anUnreadableEventIsReportedInOneSentence() throws Exception {
    LauncherRun text = invoke(Echo.class, "no JSON");
    LauncherRun missing = LauncherRun.of("invoke", folder.resolve("nowhere.json"));
    LauncherRun url = LauncherRun.of("invoke", "https://example.com/event.json");

    assertThat(text.exitCode()).isEqualTo(2);
    assertThat(text.err())
        .startsWith("snaplabel: ")
        .contains("is not JSON, at line 1, column ")
        .hasLineCount(1);
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("nowhere.json: not-found").hasLineCount(1);
    assertThat(url.err())
        .startsWith("snaplabel: https://example.com/event.json: not-found")
        .hasLineCount(1);
  }

  @Test
  void aMissingFunctionIsReportedInOneSentence() throws Exception {
    LauncherRun run =
        LauncherRun.of("invoke", event("{}"), "--function", folder.resolve("nowhere"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("snaplabel: No function found in").hasLineCount(1);
  }

  @Test
  void aWrongCommandLineIsExplained() throws Exception {
    LauncherRun run = invoke(Echo.class, "{}", "--timeout", 901);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--timeout must be from 1 to 900, not 901", "Try 'snaplabel invoke --help'.");
  }

  private LauncherRun invoke(Class<?> handler, String event, Object... options)
      throws IOException, InterruptedException {
    Object[] first = {
      "invoke", event(event), "--function", function, "--handler", handler.getName()
    };
    Object[] all = new Object[first.length + options.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return LauncherRun.of(all);
  }

  private Path event(String json) throws IOException {
    return Files.writeString(folder.resolve("event.json"), json);
  }
}
