package io.github.snaplabel.cli;

import static io.github.snaplabel.cli.ClassifyRuns.CAT;
import static io.github.snaplabel.cli.ClassifyRuns.LANDSCAPE;
import static io.github.snaplabel.cli.ClassifyRuns.classify;
import static io.github.snaplabel.cli.ClassifyRuns.json;
import static io.github.snaplabel.cli.ClassifyRuns.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.snaplabel.compiler.TestBundle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which files the {@code classify} command reads, and how it names them. */
class ClassifyPathsIT {
  @TempDir Path folder;

  @Test
  void aFolderIsReadRecursivelyInOrderOfNames() throws Exception {
    Files.createDirectories(folder.resolve("b/c"));
    Files.copy(CAT, folder.resolve("b/c/cat.jpg"));
    Files.copy(LANDSCAPE, folder.resolve("a.jpg"));
    Files.copy(CAT, folder.resolve("no-extension"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");

    LauncherRun run = classify(folder, "--format", "csv", "--top-k", 1);

    assertThat(run.exitCode()).isZero();
    assertThat(records(run))
        .extracting(record -> record.get("path"))
        .containsExactly(
            folder.resolve("a.jpg").toString(),
            folder.resolve("b/c/cat.jpg").toString(),
            folder.resolve("no-extension").toString());
    assertThat(run.err()).isEqualTo("1 other file skipped.\n");
  }

  @Test
  void standardInputIsAPicture() throws Exception {
    LauncherRun run =
        LauncherRun.through(
            "exec \"$@\" <" + CAT,
            Map.of(),
            "classify",
            "--model",
            TestBundle.directory(),
            "-",
            LANDSCAPE,
            "--format=csv",
            "--top-k=1");

    assertThat(records(run))
        .extracting(record -> record.get("path"))
        .containsExactly("-", LANDSCAPE.toString());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aUrlIsRefusedAsItWasGiven() throws Exception {
    for (String url : List.of("https://example.com/cat.jpg", "s3://photos/cat.jpg")) {
      LauncherRun run = classify(url);

      assertThat(run.err())
          .startsWith(url + ": not-found: URLs are not read: ")
          .contains("0 labeled, 1 failed.");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aFolderNamedByALinkIsSearched() throws Exception {
    Path photos = Files.createDirectories(folder.resolve("photos/sub"));
    Files.copy(CAT, photos.resolve("a.jpg"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("photos"));

    LauncherRun run = classify(link, "--format", "csv", "--top-k", 1);

    assertThat(run.exitCode()).isZero();
    assertThat(records(run))
        .extracting(record -> record.get("path"))
        .containsExactly(link.resolve("sub/a.jpg").toString());
  }

  @Test
  void whatIsSkippedIsCountedAndBrokenLinksAreFailures() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.createSymbolicLink(folder.resolve("b.jpg"), folder.resolve("a.jpg"));
    Files.createSymbolicLink(folder.resolve("c.jpg"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("notes"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.write(folder.resolve("._a.jpg"), new byte[] {0, 5, 22, 7});
    Files.createDirectory(folder.resolve(".git"));
    Files.copy(CAT, folder.resolve(".git/cat.jpg"));
    Files.copy(CAT, folder.resolve("cat.jpg.part"));

    LauncherRun run = classify(folder, "--format", "jsonl");

    assertThat(run.out()).hasLineCount(3);
    assertThat(run.err())
        .isEqualTo(
            """
            %s: not-found: The target of the link does not exist or is not a file
            2 labeled, 1 failed.
            1 other file, 3 hidden or partial files, 1 link to a folder skipped.
            """,
            folder.resolve("c.jpg"));
    assertThat(classify(folder.resolve(".git/cat.jpg")).exitCode()).isZero();
    assertThat(classify(folder.resolve(".git")).exitCode()).isZero();
  }

  @Test
  void aNameThatIsNotUtf8IsReportedAsAUrlThatCanBeGivenAgain() throws Exception {
    Path odd = Path.of(URI.create(folder.toUri() + "caf%E9.jpg"));
    assumeThat(Path.of(odd.toString())).isNotEqualTo(odd);
    Files.copy(CAT, odd);

    String name = json(classify(folder, "--format", "json")).at("/0/path").asText();

    assertThat(name).startsWith("file:///").endsWith("/caf%E9.jpg");
    assertThat(json(classify(name, "--format", "json")).at("/0/path").asText()).isEqualTo(name);
  }

  @Test
  void namesInAnyScriptAreReadWhateverTheLocale() throws Exception {
    Path chinese = folder.resolve("猫🐈.jpg");
    Files.copy(CAT, chinese);

    for (String locale : List.of("C", "de_XX.UTF-8")) {
      LauncherRun run =
          LauncherRun.with(
              Map.of("LC_ALL", locale),
              "classify",
              "--model",
              TestBundle.directory(),
              folder,
              chinese,
              "--format=csv",
              "--top-k=1");

      assertThat(run.exitCode()).as(locale).isZero();
      assertThat(records(run))
          .extracting(record -> record.get("path"))
          .containsExactly(chinese.toString(), chinese.toString());
    }
  }

  @Test
  void anUnsupportedImageIsReportedWhateverItsName() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.copy(Path.of("src/test/resources/unread/photo.avif"), folder.resolve("IMG_0001"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");

    LauncherRun run = classify(folder, "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(folder.resolve("IMG_0001") + ": unsupported-image: The file is an AVIF image")
        .contains("1 labeled, 1 failed.\n1 other file skipped.\n");
  }
}
