package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs {@link DecoderComparison}. */
class DecoderComparisonTest {
  /** How many mutants: {@code -Dmutants=1000000} takes some minutes. */
  private static final int MUTANTS = Integer.getInteger("mutants", 20_000);

  private static final long SEED = Long.getLong("mutants.seed", 20_261_126);

  @Test
  void bothDecodersAcceptTheSameDamagedJpegsAndComputeTheSamePixels()
      throws IOException, InterruptedException {
    Path differing = Files.createDirectories(Path.of("target", "differing"));
    Path messages = differing.resolve("messages");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dsnaplabel.natives=" + System.getProperty("snaplabel.natives"),
                "-classpath",
                System.getProperty("java.class.path"),
                DecoderComparison.class.getName(),
                Integer.toString(MUTANTS),
                Long.toString(SEED),
                differing.toString())
            .redirectError(messages.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(() -> HostileImagesTest.lastLines(messages)).isZero();
    String[] numbers = output.strip().split(" ", -1);
    assertThat(Long.parseLong(numbers[0])).as("decoded").isGreaterThan(MUTANTS / 10);
    assertThat(Long.parseLong(numbers[1])).as("rejected").isGreaterThan(MUTANTS / 10);
    assertThat(numbers[2]).as("JPEGs that the decoders treat differently").isEqualTo("0");
    assertThat(HostileImagesTest.lastLines(messages)).as("native messages").isEmpty();
  }
}
