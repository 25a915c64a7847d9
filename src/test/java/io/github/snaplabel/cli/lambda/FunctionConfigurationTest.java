package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FunctionConfigurationTest {
  @Test
  void javaGetsTheOptionsThatTheTemplateGivesIt() throws IOException {
    assertThat(Files.readString(Path.of("template.yaml")))
        .containsOnlyOnce(
            "JAVA_TOOL_OPTIONS: "
                + String.join(" ", FunctionConfiguration.TEMPLATE_OPTIONS)
                + "\n");
  }
}
