package io.github.snaplabel.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {
  private static final byte[] MODEL = "the published model".repeat(10_000).getBytes(UTF_8);
  private static final byte[] STAND_IN = "the stand-in".getBytes(UTF_8);

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path root;
  private Path cached;
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    root = Files.createDirectories(folder.resolve("checkout"));
    cached = root.resolve("model/resnet18.onnx");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(PlatformThreads.perTask("model-server"));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void takesTheFileThatWasNamedWithoutAHash() throws Exception {
    Path file = Files.write(root.resolve("my.onnx"), STAND_IN);

    assertThat(find(new ModelChoice("my.onnx", "", "")))
        .isEqualTo(new SourceModel(file, Sha256.of(file)));
  }

  @Test
  void refusesANamedFileThatIsNotThere() {
    assertThatThrownBy(() -> find(new ModelChoice("my.onnx", "", "")))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected an ONNX file at " + root.resolve("my.onnx"));
  }

  @Test
  void refusesANamedFileWithAnotherHash() throws Exception {
    Files.write(root.resolve("my.onnx"), STAND_IN);

    assertThatThrownBy(() -> find(new ModelChoice("my.onnx", "", "0".repeat(64))))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected a file with SHA-256 000000")
        .hasMessageContaining("found a file of 12 bytes with SHA-256 ");
  }

  @Test
  void takesThePublishedModelFromTheModelFolder() throws Exception {
    place(cached, MODEL);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(cached);
  }

  @Test
  void takesTheStandInFromTheModelFolder() throws Exception {
    place(cached, STAND_IN);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(cached);
  }

  @Test
  void takesTheStandInFromBesideTheCheckout() throws Exception {
    Path beside = folder.resolve("shared/model/resnet18.onnx");
    place(beside, STAND_IN);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(beside);
  }

  @Test
  void refusesAnotherFileInTheModelFolderAndSaysHowToUseIt() throws Exception {
    place(cached, Arrays.copyOf(MODEL, 100));

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected 190,000 bytes with SHA-256 ")
        .hasMessageContaining("found a file of 100 bytes with SHA-256 ")
        .hasMessageContaining("-Dmodel.file=");
  }

  @Test
  void fetchesThePublishedModelThroughARedirect() throws Exception {
    serve("/model.onnx", exchange -> redirect(exchange, "/elsewhere"));
    serve("/elsewhere", exchange -> answer(exchange, 200, MODEL));

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(cached).hasBinaryContent(MODEL);
    assertThat(part()).doesNotExist();
  }

  @Test
  void refusesAnHtmlPageAndKeepsNothing() {
    serve("/model.onnx", exchange -> answer(exchange, 200, "<html>Log in".getBytes(UTF_8)));

    refusesWhatItFetched("found an HTML page of 12 bytes");
  }

  @Test
  void refusesAGitLfsPointer() {
    byte[] pointer = "version https://git-lfs.github.com/spec/v1\n".getBytes(UTF_8);
    serve("/model.onnx", exchange -> answer(exchange, 200, pointer));

    refusesWhatItFetched("found a Git LFS pointer instead of the file itself");
  }

  @Test
  void refusesATruncatedFile() {
    serve("/model.onnx", exchange -> answer(exchange, 200, Arrays.copyOf(MODEL, 1000)));

    refusesWhatItFetched("found a file of 1,000 bytes");
  }

  @Test
  void refusesAFileOfTheRightSizeAndAnotherHash() {
    byte[] other = MODEL.clone();
    other[500] ^= 1;
    serve("/model.onnx", exchange -> answer(exchange, 200, other));

    refusesWhatItFetched("found a file of 190,000 bytes");
  }

  @Test
  void hasNoModelWhenTheServerKnowsNone() {
    serve("/model.onnx", exchange -> answer(exchange, 404, "no".getBytes(UTF_8)));

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageEndingWith("/model.onnx answered HTTP 404");
    assertThat(cached).doesNotExist();
  }

  @Test
  void hasNoModelWhenNobodyListens() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT, port, Duration.ofSeconds(5)))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessage("cannot connect to 127.0.0.1");
  }

  @Test
  void startsAgainAfterABrokenDownload() throws Exception {
    serve(
        "/model.onnx",
        exchange -> {
          exchange.sendResponseHeaders(200, MODEL.length);
          exchange.getResponseBody().write(MODEL, 0, 5000);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertThatThrownBy(() -> find(ModelChoice.DEFAULT)).isInstanceOf(ModelUnavailable.class);
    assertThat(cached).doesNotExist();

    server.removeContext("/model.onnx");
    serve("/model.onnx", exchange -> answer(exchange, 200, MODEL));

    assertThat(find(ModelChoice.DEFAULT).file()).hasBinaryContent(MODEL);
  }

  @Test
  void givesUpOnAServerThatFallsSilentAndSaysHowFarItCame() {
    serve(
        "/model.onnx",
        exchange -> {
          exchange.sendResponseHeaders(200, MODEL.length);
          exchange.getResponseBody().write(MODEL, 0, 95_000);
          exchange.getResponseBody().flush();
        });

    int port = server.getAddress().getPort();
    assertThatThrownBy(() -> find(ModelChoice.DEFAULT, port, Duration.ofSeconds(2)))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessage("127.0.0.1 sent nothing for 2 s");
    assertThat(progress.toString(UTF_8)).contains("fetching 127.0.0.1: 0.1 MB (50 %)");
  }

  @Test
  void fetchesTheModelThatWasNamedOnceOnly() throws Exception {
    serve("/mine.onnx", exchange -> answer(exchange, 200, STAND_IN));
    String sha256 = sha256(STAND_IN);
    ModelChoice choice = new ModelChoice("", address("/mine.onnx"), sha256);

    SourceModel first = find(choice);
    server.removeContext("/mine.onnx");

    assertThat(find(choice)).isEqualTo(first);
    assertThat(first.file())
        .isEqualTo(root.resolve("model/" + sha256.substring(0, 12) + ".onnx"))
        .hasBinaryContent(STAND_IN);
  }

  @Test
  void fetchesNothingWithoutAHash() {
    assertThatThrownBy(() -> find(new ModelChoice("", address("/mine.onnx"), "")))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("-Dmodel.sha256=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/a b", "host/a", "https://host/a^b", "https://host/%"})
  void refusesAnAddressThatIsNone(String address) {
    assertThatThrownBy(() -> find(new ModelChoice("", address, "0".repeat(64))))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected an http or https address");
  }

  private void refusesWhatItFetched(String found) {
    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("expected 190,000 bytes with SHA-256 ")
        .hasMessageContaining(found);
    assertThat(cached).doesNotExist();
    assertThat(part()).doesNotExist();
  }

  private SourceModel find(ModelChoice choice) throws Exception {
    return find(choice, server.getAddress().getPort(), Duration.ofSeconds(20));
  }

  private SourceModel find(ModelChoice choice, int port, Duration patience) throws Exception {
    ModelPins pins =
        new ModelPins(
            URI.create("http://127.0.0.1:" + port + "/model.onnx"),
            new PinnedFile(OptionalLong.of(MODEL.length), sha256(MODEL)),
            "../shared/model/resnet18.onnx",
            new PinnedFile(OptionalLong.of(STAND_IN.length), sha256(STAND_IN)));
    PrintStream out = new PrintStream(progress, true, UTF_8);
    return new ModelSource(root, pins, new ModelDownload(out, patience)).find(choice);
  }

  private Path part() {
    return cached.resolveSibling("resnet18.onnx.part");
  }

  private String sha256(byte[] content) throws IOException {
    return Sha256.of(Files.write(folder.resolve("hashed"), content));
  }

  private static void place(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }
}
