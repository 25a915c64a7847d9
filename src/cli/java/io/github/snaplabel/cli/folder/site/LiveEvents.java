package io.github.snaplabel.cli.folder.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the catalog as server-sent events: first all entries, then changes.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
public final class LiveEvents {
  /** How long changes are collected for one event. */
  private static final Duration BATCH_TIME = Duration.ofMillis(100);

  /** How often to send something, to notice clients that disconnected. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(15);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Catalog catalog;

  public LiveEvents(Path folder, Catalog catalog) {
    this.folder = folder;
    this.catalog = catalog;
  }

  /**
   * Sends events until the client disconnects.
   *
   * @throws IOException when the client has disconnected
   */
  void serve(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (LoopbackResponse.isHead(exchange)) {
      LoopbackResponse.send(exchange, 200);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    // A set, so that a client that does not read costs memory for each file, not for each change.
    Set<String> changed = ConcurrentHashMap.newKeySet();
    Semaphore signal = new Semaphore(0);
    try (Catalog.Subscription _ =
            catalog.listen((key, _) -> {
              if (changed.add(key)) {
                signal.release();
              }
            });
        OutputStream out = exchange.getResponseBody()) {
      send(out, "event: all\ndata: %s\n\n".formatted(allEntries()));
      while (true) {
        if (signal.tryAcquire(HEARTBEAT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          Thread.sleep(BATCH_TIME);
          signal.drainPermits();
          // Removed before their entries are read, so that a later change adds them again.
          Set<String> keys = new TreeSet<>(changed);
          changed.removeAll(keys);
          send(out, "event: some\ndata: %s\n\n".formatted(changes(keys)));
        } else {
          send(out, ":\n\n");
        }
      }
    } catch (InterruptedException _) {
      // The server is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode allEntries() {
    ObjectNode event = JSON.createObjectNode();
    event.put("folder", folder.toString());
    event.set("pictures", JSON.valueToTree(catalog.all()));
    return event;
  }

  private ObjectNode changes(Set<String> keys) {
    ObjectNode event = JSON.createObjectNode();
    event.putArray("pictures");
    event.putArray("gone");
    for (String key : keys) {
      Optional<CatalogEntry> entry = catalog.find(key);
      if (entry.isPresent()) {
        event.withArray("pictures").add(JSON.valueToTree(entry.get()));
      } else {
        event.withArray("gone").add(key);
      }
    }
    return event;
  }

  private static void send(OutputStream out, String event) throws IOException {
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
