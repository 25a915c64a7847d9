package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs {@link DecoderComparison}. */
class DecoderComparisonTest {
  /** How many mutants: {@code -Dmutants=1000000} takes some minutes. */
  private static final int MUTANTS = Integer.getInteger("mutants", 20_000);

  private static final long SEED = Long.getLong("mutants.seed", 20_261_126);

  @Test
  void bothDecodersAcceptTheSameDamagedImagesAndComputeTheSamePixels()
      throws IOException, InterruptedException {
    Path differing = Files.createDirectories(Path.of("target", "differing"));
    List<String> numbers =
        new ChildJvm(DecoderComparison.class, 256)
            .run(differing.resolve("messages"), MUTANTS, SEED, differing);

    assertThat(Long.parseLong(numbers.get(0))).as("decoded").isGreaterThan(MUTANTS / 10);
    assertThat(Long.parseLong(numbers.get(1))).as("rejected").isGreaterThan(MUTANTS / 10);
    assertThat(numbers.get(2)).as("images that the decoders treat differently").isEqualTo("0");
  }
}
