package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine that the benchmark ran on.
 *
 * @param processor model of the processor
 * @param vectors its vector extensions, by which ONNX Runtime chooses its kernels
 * @param cores number of cores available to a process
 * @param memoryGb in units of 2^30 bytes; 0 if unknown
 * @param system the operating system
 */
record Machine(String processor, String vectors, int cores, long memoryGb, String system) {
  private static final List<String> VECTORS = List.of("avx2", "avx512f", "avx512_vnni", "avx_vnni");

  static Machine current() throws IOException {
    return new Machine(
        line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch", "unknown")),
        vectorExtensions(),
        Runtime.getRuntime().availableProcessors(),
        line("/proc/meminfo", "MemTotal")
            .map(size -> Math.round(Double.parseDouble(size.replaceAll("\\D", "")) / (1 << 20)))
            .orElse(0L),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String vectorExtensions() throws IOException {
    List<String> flags = List.of(line("/proc/cpuinfo", "flags").orElse("").split(" "));
    return VECTORS.stream()
        .map(name -> (flags.contains(name) ? "" : "no ") + name)
        .collect(Collectors.joining(", "));
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
