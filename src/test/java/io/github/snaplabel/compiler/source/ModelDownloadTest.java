package io.github.snaplabel.compiler.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDownloadTest {
  private static final byte[] MODEL = new byte[200_000];

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @TempDir Path folder;
  private FileServer server;
  private Path target;
  private PinnedFile wanted;

  @BeforeEach
  void startServer() throws IOException {
    new Random(1).nextBytes(MODEL);
    wanted = new PinnedFile(OptionalLong.of(MODEL.length), sha256(MODEL));
    target = folder.resolve("model/resnet18.onnx");
    server = new FileServer().holds(MODEL, "\"1\"");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void renamesTheFileWhenItIsComplete() throws Exception {
    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertNothingElseIsLeft();
    assertThat(progress.toString(UTF_8)).contains("fetching 127.0.0.1: 0.2 MB (100 %)");
  }

  @Test
  void resumesWhereTheConnectionBroke() throws Exception {
    server.breaksAfter(50_000, 70_000);

    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests)
        .containsExactly(
            "GET /file", "GET /file bytes=50000- if \"1\"", "GET /file bytes=120000- if \"1\"");
    assertThat(progress.toString(UTF_8))
        .contains("127.0.0.1: connection lost; resuming at 0.1 MB (25 %)");
    assertNothingElseIsLeft();
  }

  @Test
  void resumesInALaterBuild() throws Exception {
    server.breaksAfter(50_000, 0);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageEndingWith(", after 0.1 MB (25 %)");
    assertThat(target).doesNotExist();

    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests).last().isEqualTo("GET /file bytes=50000- if \"1\"");
  }

  @Test
  void resumesWithTheSameFileFromAnotherSource() throws Exception {
    server.breaksAfter(50_000, 0);
    assertThatThrownBy(this::fetch).isInstanceOf(ModelUnavailableException.class);
    try (FileServer other = new FileServer().holds(MODEL, "\"other\"")) {
      fetch(other.address());

      // The entity tag of the first server means nothing to the second.
      assertThat(other.requests).containsExactly("GET /file bytes=50000-");
    }
    assertThat(target).hasBinaryContent(MODEL);
  }

  @Test
  void startsOverWhenTheFileHasChanged() throws Exception {
    server.holds(new byte[MODEL.length], "\"0\"").breaksAfter(50_000, 0);
    assertThatThrownBy(this::fetch).isInstanceOf(ModelUnavailableException.class);

    server.holds(MODEL, "\"1\"");
    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests).last().isEqualTo("GET /file bytes=50000- if \"0\"");
  }

  /**
   * A weak tag does not identify the bytes (RFC 9110, 13.1.5); without a tag only the hash does.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"1\""})
  void startsOverWhenTheResumedFileIsTheWrongOne(String entityTag) throws Exception {
    server.holds(new byte[MODEL.length], entityTag).breaksAfter(50_000, 0);
    assertThatThrownBy(this::fetch).isInstanceOf(ModelUnavailableException.class);

    server.holds(MODEL, entityTag);
    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests.subList(2, server.requests.size()))
        .containsExactly("GET /file bytes=50000-", "GET /file");
  }

  @Test
  void startsOverWithAServerWithoutRangeSupport() throws Exception {
    server.knowsNoRanges().breaksAfter(50_000);

    fetch();

    assertThat(target).hasBinaryContent(MODEL);
  }

  @Test
  void startsOverWhenTheServersFileIsShorter() throws Exception {
    Files.createDirectories(target.getParent());
    Files.write(part(), new byte[50_000]);
    byte[] small = Arrays.copyOf(MODEL, 1000);
    wanted = new PinnedFile(OptionalLong.empty(), sha256(small));
    server.holds(small, "\"1\"");

    fetch();

    assertThat(target).hasBinaryContent(small);
    assertThat(server.requests).containsExactly("GET /file bytes=50000-", "GET /file");
  }

  @Test
  void needsNoServerForACompletePartialFile() throws Exception {
    Files.createDirectories(target.getParent());
    Files.write(part(), MODEL);

    fetch();

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void startsOverWhenTheCompletePartialFileIsAnotherOne() throws Exception {
    Files.createDirectories(target.getParent());
    Files.write(part(), new byte[MODEL.length]);

    fetch();

    assertThat(target).hasBinaryContent(MODEL);
  }

  @Test
  void givesUpOnAServerThatRepeatedlyBreaksOffAtTheSamePosition() {
    server.knowsNoRanges().breaksAfter(50_000, 50_000);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageEndingWith(", after 0.1 MB (25 %)");
    assertThat(target).doesNotExist();
  }

  @Test
  void followsARedirectToAnotherHostAndResumesThere() throws Exception {
    try (FileServer hub = new FileServer()) {
      server.breaksAfter(50_000);
      hub.redirectsTo(URI.create("http://localhost:" + server.port() + "/cdn?signature=x"));

      fetch(hub.address());

      assertThat(target).hasBinaryContent(MODEL);
      assertThat(server.requests)
          .containsExactly("GET /cdn?signature=x", "GET /cdn?signature=x bytes=50000- if \"1\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void reportsTheStatusOfAnError(int status) {
    server.answers(status);

    refuses("answered HTTP " + status);
  }

  @Test
  void keepsThePartialFileWhenTheServerReportsAnError() throws Exception {
    server.breaksAfter(50_000, 0);
    assertThatThrownBy(this::fetch).isInstanceOf(ModelUnavailableException.class);
    server.answers(503);
    assertThatThrownBy(this::fetch).hasMessage("answered HTTP 503");

    server.answers(200);
    fetch();

    assertThat(server.requests).last().isEqualTo("GET /file bytes=50000- if \"1\"");
    assertThat(target).hasBinaryContent(MODEL);
  }

  @Test
  void refusesAnHtmlPage() {
    server.holds("<html>Log in".getBytes(UTF_8), "");

    refuses("expected 200,000 bytes with SHA-256 ", "found an HTML page of 12 bytes");
  }

  @Test
  void refusesAGitLfsPointer() {
    server.holds("version https://git-lfs.github.com/spec/v1\n".getBytes(UTF_8), "");

    refuses("found a Git LFS pointer instead of the file itself");
  }

  @Test
  void refusesATruncatedFile() {
    server.holds(Arrays.copyOf(MODEL, 1000), "\"1\"");

    refuses("found a file of 1,000 bytes");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    server.holds(Arrays.copyOf(MODEL, MODEL.length + 1), "\"1\"");

    assertThatThrownBy(this::fetch).isInstanceOf(ModelUnavailableException.class);
    assertThat(folder.resolve("model")).isEmptyDirectory();
  }

  @Test
  void refusesAFileOfTheRightSizeAndAnotherHash() {
    byte[] other = MODEL.clone();
    other[500] ^= 1;
    server.holds(other, "\"1\"");

    refuses("found a file of 200,000 bytes");
  }

  @Test
  void reportsARefusedConnection() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThatThrownBy(() -> fetch(URI.create("http://127.0.0.1:" + port + "/file")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("cannot connect to 127.0.0.1");
  }

  @Test
  void reportsAnUnknownHost() {
    assertThatThrownBy(() -> fetch(URI.create("http://nowhere.invalid/file")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("cannot connect to nowhere.invalid");
  }

  /** Accepts, and never says a word: neither a status nor a body. */
  @Test
  void timesOutWhenTheServerNeverResponds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/file");

      assertThatThrownBy(() -> fetch(url, Map.of(), Duration.ofSeconds(1)))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessage("127.0.0.1 sent nothing for 1 s");
    }
  }

  @Test
  void usesTheProxyFromTheEnvironment() throws Exception {
    URI published = URI.create("http://models.example/file?a=b");

    fetch(published, Map.of("http_proxy", "http://127.0.0.1:" + server.port()), patience());

    assertThat(target).hasBinaryContent(MODEL);
    assertThat(server.requests).containsExactly("GET http://models.example/file?a=b");
  }

  @Test
  void tunnelsThroughTheProxyToAnHttpsAddress() throws Exception {
    try (ScriptedProxy proxy = new ScriptedProxy("HTTP/1.1 403 Forbidden")) {
      Map<String, String> environment = Map.of("HTTPS_PROXY", "http://" + proxy.address());

      assertThatThrownBy(
              () -> fetch(URI.create("https://models.example/file"), environment, patience()))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessageStartingWith("models.example through the proxy " + proxy.address() + ": ")
          .hasMessageContaining("403");

      assertThat(proxy.requests)
          .singleElement()
          .asString()
          .startsWith("CONNECT models.example:443 ");
    }
  }

  @Test
  void sendsThePasswordThatTheProxyRequires() throws Exception {
    try (ScriptedProxy proxy =
        new ScriptedProxy(
            "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"",
            "HTTP/1.1 404 Not Found")) {
      Map<String, String> environment =
          Map.of("http_proxy", "http://me:p%40ss+1@" + proxy.address());

      assertThatThrownBy(
              () -> fetch(URI.create("http://models.example/file"), environment, patience()))
          .hasMessage("answered HTTP 404");

      String credentials = Base64.getEncoder().encodeToString("me:p@ss+1".getBytes(UTF_8));
      assertThat(proxy.requests.getFirst()).doesNotContain("Proxy-Authorization");
      assertThat(proxy.requests.getLast()).contains("|Proxy-Authorization: Basic " + credentials);
    }
  }

  private void refuses(String... parts) {
    assertThatThrownBy(this::fetch)
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContainingAll(parts);
    assertThat(folder.resolve("model")).isEmptyDirectory();
  }

  private void assertNothingElseIsLeft() {
    assertThat(folder.resolve("model")).isDirectoryNotContaining("glob:**part*");
  }

  private void fetch() throws Exception {
    fetch(server.address());
  }

  private void fetch(URI url) throws Exception {
    fetch(url, Map.of(), patience());
  }

  private void fetch(URI url, Map<String, String> environment, Duration limit) throws Exception {
    PrintStream out = new PrintStream(progress, true, UTF_8);
    Proxies proxies = new Proxies("", "", environment, out::println);
    new ModelDownload(out, limit, proxies).fetch(url, wanted, target);
  }

  private static Duration patience() {
    return Duration.ofSeconds(60);
  }

  private Path part() {
    return target.resolveSibling("resnet18.onnx.part");
  }

  private String sha256(byte[] bytes) throws IOException {
    return Sha256.of(Files.write(folder.resolve("hashed"), bytes));
  }
}
