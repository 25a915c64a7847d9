package io.github.snaplabel.compiler.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A proxy on the loopback that answers one request after the other with heads that were given. */
final class ScriptedProxy implements AutoCloseable {
  /** The heads of the requests, their lines joined by a bar. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> answers;

  ScriptedProxy(String... answers) throws IOException {
    this.answers = List.of(answers);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    for (String answer : answers) {
      try (Socket connection = socket.accept()) {
        requests.add(head(connection));
        String head = answer + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
      } catch (IOException e) {
        requests.add(e.toString());
      }
    }
  }

  private static String head(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return String.join("|", lines);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
