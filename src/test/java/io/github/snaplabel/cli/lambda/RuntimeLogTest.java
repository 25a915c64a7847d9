package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeLogTest {
  private final List<String> lines = new ArrayList<>();
  private final RuntimeLog log = new RuntimeLog(lines::add);

  @Test
  void copiesOfASentenceAreDropped() {
    List.of(
            "[FATAL] SnapLabel cannot start: X is wrong",
            "X is wrong: io.github.snaplabel.SettingsException",
            "io.github.snaplabel.SettingsException: X is wrong",
            "",
            "",
            "INIT_REPORT")
        .forEach(log);

    assertThat(lines)
        .containsExactly("[FATAL] SnapLabel cannot start: X is wrong", "", "INIT_REPORT");
  }

  @Test
  void aStackTraceIsKeptWithItsFirstLine() {
    List.of(
            "a bug: io.github.snaplabel.UnexpectedException",
            "io.github.snaplabel.UnexpectedException: a bug",
            "\tat Bug.java:1",
            "")
        .forEach(log);

    assertThat(lines)
        .containsExactly("io.github.snaplabel.UnexpectedException: a bug", "\tat Bug.java:1", "");
  }

  @Test
  void errorsOfOthersAreKept() {
    List<String> others =
        List.of(
            "a bug: java.lang.IllegalStateException",
            "java.lang.IllegalStateException: a bug",
            "",
            "io.github.snaplabel.SettingsException: alone");
    others.forEach(log);

    assertThat(lines).isEqualTo(others);
  }
}
