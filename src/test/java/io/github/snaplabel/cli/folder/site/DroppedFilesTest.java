package io.github.snaplabel.cli.folder.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how dropped files are copied into a folder. */
class DroppedFilesTest {
  @TempDir Path root;

  private final ExecutorService threads = PlatformThreads.perTask("site");
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    DroppedFiles dropped = new DroppedFiles(Folder.open(root));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            dropped.receive(exchange);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpResponse<String> drop(String name, byte[] content, String origin)
      throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("X-File-Name", name)
            .header("Origin", origin)
            .POST(BodyPublishers.ofByteArray(content))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> drop(String name, String content) throws Exception {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return drop(
        encoded,
        content.getBytes(StandardCharsets.UTF_8),
        "http://localhost:" + server.getAddress().getPort());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(file -> !file.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileIsCopiedUnderItsName() throws Exception {
    HttpResponse<String> response = drop("假日 1+1.jpg", "content");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("假日 1+1.jpg");
    assertThat(root.resolve("假日 1+1.jpg")).hasContent("content");
    assertThat(files()).hasSize(1);
  }

  @Test
  void anExistingFileIsNeverReplaced() throws Exception {
    Files.writeString(root.resolve("a.jpg"), "old");
    Files.createDirectory(root.resolve("a (2).jpg"));

    assertThat(drop("a.jpg", "new").body()).isEqualTo("a (3).jpg");

    assertThat(root.resolve("a.jpg")).hasContent("old");
    assertThat(root.resolve("a (3).jpg")).hasContent("new");
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\x\\a.jpg, a.jpg",
    ".hidden.jpg, hidden.jpg",
    "..., ",
    "a?b*.jpg, a_b_.jpg",
    "photo.part, photo.part_",
    "a.jpg., a.jpg"
  })
  void namesAreMadeSafe(String name, String stored) throws Exception {
    HttpResponse<String> response = drop(name, "x");

    assertThat(response.statusCode()).isEqualTo(stored == null ? 400 : 201);
    assertThat(files()).isEqualTo(stored == null ? List.of() : List.of(stored));
  }

  @Test
  void longNamesKeepTheirExtension() throws Exception {
    String stored = drop("图".repeat(300) + ".jpg", "x").body();

    assertThat(stored).endsWith("图.jpg");
    assertThat(stored.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org", "null", "https://localhost"})
  void otherPagesCannotAddFiles(String origin) throws Exception {
    assertThat(drop("a.jpg", new byte[1], origin).statusCode()).isEqualTo(403);
    assertThat(files()).isEmpty();
  }

  @Test
  void tooLargeFilesLeaveNothingBehind() throws Exception {
    byte[] content = new byte[(int) ImageLimits.DEFAULT.maxBytes() + 1];
    String origin = "http://localhost:" + server.getAddress().getPort();

    assertThat(drop("a.jpg", content, origin).statusCode()).isEqualTo(413);
    assertThat(files()).isEmpty();
  }
}
