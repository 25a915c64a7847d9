package io.github.snaplabel.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parses events for tests. */
public final class Events {
  private static final EventReader READER = new EventReader();

  private Events() {}

  /** Parses an event from its JSON. */
  public static IncomingEvent read(String json) throws UnknownEventException {
    return READER.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Parses an HTTP request from the repository's events. */
  public static HttpRequest http(String name) throws IOException, UnknownEventException {
    return (HttpRequest) READER.read(file(name));
  }

  /** Returns the bytes of one of the repository's events. */
  public static byte[] file(String name) throws IOException {
    return Files.readAllBytes(Path.of("events", name + ".json"));
  }

  static <T extends IncomingEvent> T read(String json, Class<T> type) throws UnknownEventException {
    return type.cast(read(json));
  }
}
