package io.github.snaplabel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Main class of a Java peer's process.
 *
 * <p>Reads requests from standard input, {@code run FILE} or {@code folder DIRECTORY}, and answers
 * each with one line of JSON, until end of input. {@code worker.py} is the Python counterpart.
 */
final class Worker {
  private Worker() {}

  /** Takes the peer's name and the {@link Setup}. */
  public static void main(String[] arguments) throws Exception {
    PeerKind kind = PeerKind.of(arguments[0]);
    Setup setup = Setup.fromArguments(Arrays.asList(arguments).subList(1, arguments.length));
    int processors = Runtime.getRuntime().availableProcessors();
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Peer peer = kind.open(setup, processors);
        SideBySide folder = new SideBySide(kind, setup, processors)) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        List<String> request = List.of(line.split(" ", 2));
        System.out.println(answer(peer, folder, request.getFirst(), Path.of(request.getLast())));
      }
    }
  }

  private static String answer(Peer peer, SideBySide folder, String verb, Path path)
      throws Exception {
    return switch (verb) {
      case "run" -> peer.label(Files.readAllBytes(path)).toJson();
      case "folder" -> "{\"seconds\":" + folder.run(path) + "}";
      default -> throw new IOException("unknown request: " + verb);
    };
  }
}
