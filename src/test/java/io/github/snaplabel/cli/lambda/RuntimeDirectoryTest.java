package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {
  @TempDir private Path folder;

  @BeforeEach
  void createRuntime() throws IOException {
    Files.createFile(folder.resolve("libaws-lambda-jni.so"));
  }

  @Test
  void aFunctionRunsOnTheJavaOfThisProcess() throws IOException {
    assertThat(command()).isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  @Test
  void aFunctionRunsOnItsRuntimesOwnJavaIfThereIsOne() throws IOException {
    Path java = folder.resolve("bin/java");
    Files.createDirectory(java.getParent());
    Files.createFile(java);

    assertThat(command()).isEqualTo(java);
  }

  private Path command() throws IOException {
    RuntimeCommand command =
        new RuntimeCommand(
            RuntimeDirectory.open(folder), FunctionConfiguration.of(folder, "Handler"));
    return Path.of(command.processBuilder("localhost:1").command().getFirst());
  }
}
