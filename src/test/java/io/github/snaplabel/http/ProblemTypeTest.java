package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
  @Test
  void theDocumentSaysWhatToDoAboutEachCode() throws IOException {
    String document = Files.readString(Path.of("docs/errors.md"));

    assertThat(ProblemType.values())
        .allSatisfy(type ->
            assertThat(document)
                .containsPattern("(?m)^\\|.*`%s`.*\\|.*%d".formatted(type.code(), type.status())));
  }
}
