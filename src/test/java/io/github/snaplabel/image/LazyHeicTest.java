package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyHeicTest {
  @Test
  void nothingOfTheDecoderIsLoadedBeforeAHeicComes(@TempDir Path directory)
      throws IOException, InterruptedException {
    List<Long> loaded =
        new ChildJvm(LoadedClasses.class, 64)
            .run(directory.resolve("messages"), 0, 0).stream().map(Long::valueOf).toList();

    assertThat(loaded.get(0)).as("before").isZero();
    assertThat(loaded.get(1)).as("afterwards").isGreaterThan(20);
  }
}
