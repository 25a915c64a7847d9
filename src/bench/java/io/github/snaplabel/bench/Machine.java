package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine that the benchmark ran on.
 *
 * @param processor model of the processor
 * @param cores number of cores available to a process
 * @param memoryGb in units of 2^30 bytes; 0 if unknown
 * @param system the operating system
 */
record Machine(String processor, int cores, long memoryGb, String system) {
  static Machine current() throws IOException {
    return new Machine(
        line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch", "unknown")),
        Runtime.getRuntime().availableProcessors(),
        line("/proc/meminfo", "MemTotal")
            .map(size -> Math.round(Double.parseDouble(size.replaceAll("\\D", "")) / (1 << 20)))
            .orElse(0L),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static Optional<String> line(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
