package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.classify.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the notice about a model that must not be deployed. */
class NoticeIT {
  @Test
  void theFunctionsStartLogsIt() throws Exception {
    String notice = notice();

    LauncherRun run = LauncherRun.of("invoke", Path.of("events/http-health.json"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).containsOnlyOnce(notice);
  }

  private static String notice() throws IOException {
    Needs.packagedFunction();
    String notice = ModelBundle.read(Path.of("target/function/model")).manifest().notice();
    assumeTrue(notice != null, "the model may be deployed");
    return String.valueOf(notice);
  }
}
