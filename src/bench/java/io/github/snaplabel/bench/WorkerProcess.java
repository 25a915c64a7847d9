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

/** A peer in its own process, which answers one request at a time. */
final class WorkerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerKind kind;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Path log;

  /**
   * Starts the process.
   *
   * @param log receives its standard error
   */
  WorkerProcess(PeerKind kind, List<String> command, Path log) throws IOException {
    this.kind = kind;
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.environment().put("OPT_OUT_TRACKING", "true"); // disables DJL's usage tracking
    this.process = builder.start();
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  PeerKind kind() {
    return kind;
  }

  /** Labels an image. */
  Answer run(Path file) throws IOException {
    return JSON.readValue(ask("run " + file), Answer.class);
  }

  /** Labels the images of a folder on all cores and returns the time taken, in seconds. */
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

  /** Returns the peak resident memory so far, in bytes; available on Linux only. */
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

  /** Ends the process and waits for it to exit. */
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
