package io.github.snaplabel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A peer in a process of its own, which answers requests one after the other. */
final class WorkerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerKind kind;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Path log;

  /**
   * Starts one.
   *
   * @param log receives its standard error
   */
  WorkerProcess(PeerKind kind, List<String> command, Path log) throws IOException {
    this.kind = kind;
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.environment().put("OPT_OUT_TRACKING", "true"); // DJL's
    this.process = builder.start();
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  PeerKind kind() {
    return kind;
  }

  /** Labels a picture. */
  Answer run(Path file) throws IOException {
    return JSON.readValue(ask("run " + file), Answer.class);
  }

  /** Labels a folder's pictures with all processors; how long that took, in seconds. */
  double folder(Path folder) throws IOException {
    return JSON.readTree(ask("folder " + folder)).get("seconds").asDouble();
  }

  private String ask(String request) throws IOException {
    requests.write(request);
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(kind.label() + " gave up at '" + request + "'; see " + log);
    }
    return answer;
  }

  /** The most memory that was resident at once so far, in bytes; known on Linux alone. */
  OptionalLong peakMemory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  /** Ends the process and waits for that. */
  @Override
  public void close() throws IOException {
    try {
      requests.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
