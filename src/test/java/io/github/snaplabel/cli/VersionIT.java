package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionIT {
  @Test
  void theVersionIsThatOfTheBuild() throws Exception {
    LauncherRun run = LauncherRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("snaplabel %s\n", System.getProperty("snaplabel.version"));
  }
}
