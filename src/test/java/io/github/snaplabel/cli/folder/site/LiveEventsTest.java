package io.github.snaplabel.cli.folder.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
  /** Their entries fill the buffers of a connection, which take some megabytes. */
  private static final int FILES = 100_000;

  private static final int CHANGES = 2_000_000;

  /** Of a list, each element takes at least the bytes of a reference. */
  private static final long MAX_GROWTH_BYTES = 4L * CHANGES;

  private final Catalog catalog = new Catalog();
  private final ExecutorService threads = PlatformThreads.perTask("events");
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    LiveEvents events = new LiveEvents(Path.of("photos"), catalog);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", events::serve);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  @Test
  void aClientThatDoesNotReadCostsNoMemoryForEachChange() throws IOException {
    change(FILES);
    try (Socket client = new Socket()) {
      client.setReceiveBufferSize(1024);
      client.connect(server.getAddress());
      client
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      // With the first byte, the first event has been written as far as the buffers allow.
      assertThat(client.getInputStream().read()).isEqualTo('H');
      change(FILES);
      long before = usedBytes();

      change(CHANGES);

      assertThat(usedBytes() - before).as("bytes more in use").isLessThan(MAX_GROWTH_BYTES);
    }
  }

  /** Changes the files by turns. */
  private void change(int times) {
    for (int i = 0; i < times; i++) {
      catalog.put(CatalogEntry.waiting("%06d.jpg".formatted(i % FILES), i));
    }
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
