package io.github.snaplabel.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An independent S3 server and client, moto and boto3, with a bucket "photos". */
public final class MotoServer implements AutoCloseable {
  /** Keys of one page of a listing. */
  static final int PAGE = 100;

  static final Path PROGRAM = Path.of("target/moto/bin/moto_server");

  private static final Path PYTHON = PROGRAM.resolveSibling("python");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final Process server;
  private final Process user;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private MotoServer(int port, Process server) throws IOException {
    this.server = server;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.user =
        new ProcessBuilder(PYTHON.toString(), "src/test/python/s3.py", endpoint.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.commands = user.outputWriter(StandardCharsets.UTF_8);
    this.answers = user.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a server that lists {@value #PAGE} objects a page instead of AWS's thousand. */
  public static MotoServer start() throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder program =
        new ProcessBuilder(PROGRAM.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    program.environment().put("MOTO_S3_DEFAULT_MAX_KEYS", String.valueOf(PAGE));
    Process server = program.start();
    try {
      awaitConnection(server, port);
      return new MotoServer(port, server);
    } catch (IOException | InterruptedException e) {
      server.destroy();
      throw e;
    }
  }

  /** Returns a free port. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void awaitConnection(Process server, int port)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !server.isAlive()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  /** Puts objects, which removes their tags. */
  public void upload(Map<String, Path> files) throws IOException {
    Map<String, String> paths = new LinkedHashMap<>();
    files.forEach((key, file) -> paths.put(key, file.toString()));
    ask(Map.of("upload", paths));
  }

  /** Puts an archived object. */
  void archive(String key, Path file) throws IOException {
    ask(Map.of("archive", Map.of(key, file.toString())));
  }

  /** Restores an archived object for a day. */
  void restore(String key) throws IOException {
    ask(Map.of("restore", List.of(key)));
  }

  void tag(String key, Map<String, String> tags) throws IOException {
    ask(Map.of("tag", Map.of(key, tags)));
  }

  /** Returns the tags of each object. */
  public Map<String, Map<String, String>> tags(Collection<String> keys) throws IOException {
    return ask(Map.of("tags", keys));
  }

  Map<String, String> tags(String key) throws IOException {
    return tags(List.of(key)).getOrDefault(key, Map.of());
  }

  private Map<String, Map<String, String>> ask(Map<String, ?> command) throws IOException {
    commands.write(JSON.writeValueAsString(command));
    commands.newLine();
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("boto3 has failed, see above");
    }
    return JSON.readValue(answer, new TypeReference<>() {});
  }

  @Override
  public void close() {
    user.destroy();
    server.destroy();
  }
}
