package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
  @Test
  void theReadmeSaysWhatToDoAboutEachCode() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(ProblemType.values())
        .allSatisfy(type ->
            assertThat(readme)
                .containsPattern("(?m)^\\|.*`%s`.*\\|.*%d".formatted(type.code(), type.status())));
  }
}
