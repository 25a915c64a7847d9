package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionInstanceTest {
  @TempDir Path folder;

  /** The JDK does not accept a variable whose name contains an equals sign. */
  @Test
  void aProcessThatCannotBeDescribedLeavesNoServerBehind() throws Exception {
    Files.createFile(folder.resolve("libaws-lambda-jni.so"));
    RuntimeDirectory runtime = RuntimeDirectory.open(folder);
    FunctionConfiguration configuration =
        FunctionConfiguration.of(folder, "Handler").withEnvironment(Map.of("a=b", "c"));
    Set<Thread> before = servers();

    assertThatThrownBy(() -> FunctionInstance.launch(configuration, runtime, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class);

    Set<Thread> left = servers();
    left.removeAll(before);
    for (Thread server : left) {
      server.join(Duration.ofSeconds(10));
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }

  private static Set<Thread> servers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("HTTP-Dispatcher"))
        .collect(Collectors.toSet());
  }
}
