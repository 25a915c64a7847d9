package io.github.snaplabel.compiler.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.compiler.graph.ModelReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {
  private static final byte[] MODEL = "the published model".repeat(10_000).getBytes(UTF_8);
  private static final byte[] STAND_IN = "the stand-in".getBytes(UTF_8);

  private static final byte[] CHECKPOINT = "the published weights".repeat(10_000).getBytes(UTF_8);

  private final List<String> log = new ArrayList<>();
  private final List<PublishedModel> sources = new ArrayList<>();

  @TempDir Path folder;
  private Path root;
  private FileServer first;
  private FileServer second;
  private FileServer third;

  /** Three sources like the real ones: a checkpoint, and the same graph twice. */
  @BeforeEach
  void startServers() throws IOException {
    root = Files.createDirectories(folder.resolve("checkout"));
    first = new FileServer().holds(CHECKPOINT, "\"1\"");
    second = new FileServer().holds(MODEL, "\"2\"");
    third = new FileServer().holds(MODEL, "\"3\"");
    sources.add(new PublishedModel(first.address(), ModelFormat.PTH, pinned(CHECKPOINT)));
    sources.add(new PublishedModel(second.address(), ModelFormat.ONNX, pinned(MODEL)));
    sources.add(new PublishedModel(third.address(), ModelFormat.ONNX, pinned(MODEL)));
  }

  @AfterEach
  void stopServers() {
    first.close();
    second.close();
    third.close();
  }

  @Test
  void acceptsTheChosenFileWithoutAHash() throws Exception {
    Path file = Files.write(root.resolve("my.onnx"), MODEL);

    assertThat(find(new ModelChoice("my.onnx", "", "")))
        .isEqualTo(new ModelFile(file, Sha256.of(file), null));
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> find(new ModelChoice("my.onnx", "", "")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "expected an ONNX file or a checkpoint at " + root.resolve("my.onnx"));
  }

  @Test
  void refusesAChosenFileWithAnotherHash() throws Exception {
    Files.write(root.resolve("my.onnx"), STAND_IN);

    assertThatThrownBy(() -> find(new ModelChoice("my.onnx", "", "0".repeat(64))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected a file with SHA-256 000000")
        .hasMessageContaining("found a file of 12 bytes with SHA-256 ");
  }

  @Test
  void reusesAnEarlierDownload() throws Exception {
    place(cached(2), MODEL);

    assertThat(find(ModelChoice.DEFAULT)).isEqualTo(new ModelFile(cached(2), sha256(MODEL), null));
    assertThat(first.requests).isEmpty();
  }

  @Test
  void acceptsAPublishedFileThatWasPlacedByHand() throws Exception {
    place(byHand(), MODEL);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(byHand());
  }

  @Test
  void findsTheStandInInTheModelFolder() throws Exception {
    place(byHand(), STAND_IN);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(byHand());
  }

  @Test
  void findsTheStandInNextToTheCheckout() throws Exception {
    Path beside = folder.resolve("shared/model/resnet18.onnx");
    place(beside, STAND_IN);

    assertThat(find(ModelChoice.DEFAULT)).isEqualTo(standIn(beside));
  }

  @Test
  void recognizesTheStandInByItsContent() throws Exception {
    Path mine = root.resolve("mine.onnx");
    place(mine, STAND_IN);

    assertThat(find(new ModelChoice("mine.onnx", "", ""))).isEqualTo(standIn(mine));
  }

  @Test
  void refusesAnotherFileInTheModelFolderAndSaysHowToUseIt() throws Exception {
    place(byHand(), Arrays.copyOf(MODEL, 100));

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected one of the files that model/model.properties names")
        .hasMessageContaining("found a file of 100 bytes with SHA-256 ")
        .hasMessageContaining("-Dmodel.file=");
  }

  @Test
  void refusesADamagedEarlierDownload() throws Exception {
    place(cached(1), Arrays.copyOf(CHECKPOINT, 100));

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(cached(1) + ": expected 210,000 bytes with SHA-256 ");
  }

  @Test
  void downloadsFromTheFirstSource() throws Exception {
    assertThat(find(ModelChoice.DEFAULT))
        .isEqualTo(new ModelFile(cached(1), sha256(CHECKPOINT), null));

    assertThat(cached(1)).hasBinaryContent(CHECKPOINT).hasExtension("pth");
    assertThat(second.requests).isEmpty();
    assertThat(log).noneMatch(line -> line.contains("not available"));
  }

  @Test
  void triesTheNextSourceAndReportsTheReasonInOneLine() throws Exception {
    first.answers(403);

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(cached(2)).hasBinaryContent(MODEL);

    assertThat(log)
        .contains("model source 1 is not available: " + first.address() + ": answered HTTP 403");
    assertThat(third.requests).isEmpty();
  }

  @Test
  void triesTheNextSourceWhenOneHasAnotherFile() throws Exception {
    first.close();
    second.holds("<!doctype html><html>Log in".getBytes(UTF_8), "");

    assertThat(find(ModelChoice.DEFAULT).file()).isEqualTo(cached(3)).hasBinaryContent(MODEL);

    assertThat(log.stream().filter(line -> line.contains("not available")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(first.address() + ": cannot connect to 127.0.0.1"),
            line ->
                assertThat(line)
                    .contains(second.address() + ": expected 190,000 bytes")
                    .contains("found an HTML page of 27 bytes"));
  }

  @Test
  void resumesABrokenDownloadAtTheNextSource() throws Exception {
    first.answers(404);
    second.breaksAfter(100_000, 0);

    assertThat(find(ModelChoice.DEFAULT).file()).hasBinaryContent(MODEL);

    assertThat(third.requests).containsExactly("GET /file bytes=100000-");
  }

  @Test
  void reportsTheReasonForEachSourceWhenNoneIsAvailable() {
    first.answers(404);
    second.close();
    third.answers(503);

    assertThatThrownBy(() -> find(ModelChoice.DEFAULT))
        .isInstanceOfSatisfying(
            ModelUnavailableException.class,
            e ->
                assertThat(e.reasons())
                    .containsExactly(
                        first.address() + ": answered HTTP 404",
                        second.address() + ": cannot connect to 127.0.0.1",
                        third.address() + ": answered HTTP 503"));
    assertThat(root.resolve("model")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"/mine.onnx, .onnx", "/mine.PTH?download=true, .pth", "/download, .onnx"})
  void downloadsTheChosenModelOnlyOnce(String path, String extension) throws Exception {
    String sha256 = sha256(MODEL);
    ModelChoice choice = new ModelChoice("", address(path), sha256);

    ModelFile found = find(choice);

    assertThat(find(choice)).isEqualTo(found);
    assertThat(second.requests).hasSize(1);
    assertThat(found.file())
        .isEqualTo(root.resolve("model/" + sha256.substring(0, 12) + extension))
        .hasBinaryContent(MODEL);
  }

  @Test
  void downloadsNothingWithoutAHash() {
    assertThatThrownBy(() -> find(new ModelChoice("", address("/mine.onnx"), "")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("-Dmodel.sha256=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/a b",
        "host/a",
        "https://host",
        "https://host/a^b",
        "https://host/%",
        "https://my_host/a",
        "https://user:pass/word@host/a"
      })
  void refusesAnInvalidAddress(String address) {
    assertThatThrownBy(() -> find(new ModelChoice("", address, "0".repeat(64))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("expected an http or https address");
  }

  @Test
  void neverPrintsTheCredentialsOfAUrl() throws Exception {
    second.answers(403);
    String local = address("/mine.onnx?signature=secret");
    for (String url :
        List.of(
            "https://user:secret@host/a b",
            "htp://user:secret@host/a",
            local.replace("//", "//user:secret@"))) {
      assertThatThrownBy(() -> find(new ModelChoice("", url, "0".repeat(64))))
          .as(url)
          .satisfies(e -> assertThat(e.toString()).doesNotContain("secret").contains("http"));
    }
    assertThat(log).noneMatch(line -> line.contains("secret"));
  }

  private ModelFile find(ModelChoice choice) throws Exception {
    ModelPins pins =
        new ModelPins(sources, "../shared/model/resnet18.onnx", pinned(STAND_IN), "do not deploy");
    PrintStream progress = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Proxies direct = new Proxies("", "", Map.of(), log::add);
    ModelDownload download = new ModelDownload(progress, Duration.ofSeconds(60), direct);
    return new ModelSource(root, pins, download, ModelReader::sha256, log::add).find(choice);
  }

  private ModelFile standIn(Path file) throws IOException {
    return new ModelFile(file, sha256(STAND_IN), "do not deploy");
  }

  private Path cached(int source) {
    return root.resolve("model").resolve(sources.get(source - 1).fileName());
  }

  private Path byHand() {
    return root.resolve("model/resnet18.onnx");
  }

  private PinnedFile pinned(byte[] content) throws IOException {
    return new PinnedFile(OptionalLong.of(content.length), sha256(content));
  }

  private String sha256(byte[] content) throws IOException {
    return Sha256.of(Files.write(folder.resolve("hashed"), content));
  }

  private static void place(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private String address(String path) {
    return second.address().resolve(path).toString();
  }
}
