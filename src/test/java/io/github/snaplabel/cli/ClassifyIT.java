package io.github.snaplabel.cli;

import static io.github.snaplabel.cli.ClassifyRuns.CAT;
import static io.github.snaplabel.cli.ClassifyRuns.LANDSCAPE;
import static io.github.snaplabel.cli.ClassifyRuns.classify;
import static io.github.snaplabel.cli.ClassifyRuns.json;
import static io.github.snaplabel.cli.ClassifyRuns.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.compiler.TestBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the {@code classify} command with seeded weights: the labels themselves do not matter. */
class ClassifyIT {
  private static final String HEADER =
      "path,rank,label,wnid,index,probability,sure_label,sure_probability,sure_path,error";

  @TempDir Path folder;

  @Test
  void aFileGetsATableOfLabels() throws Exception {
    LauncherRun run = classify(LANDSCAPE, "--top-k", 3);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out().lines().findFirst())
        .hasValueSatisfying(
            header -> assertThat(header).containsSubsequence("PICTURE", "LABEL", "PROBABILITY"));
    assertThat(run.out()).contains(LANDSCAPE.toString()).containsPattern("\\d\\.\\d %\n");
  }

  @Test
  void aBadFileIsReportedWithItsCodeAndStopsNothing() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.write(folder.resolve("cut.jpg"), head(LANDSCAPE, 20_000));
    Files.writeString(folder.resolve("text.png"), "no picture at all");
    Files.write(folder.resolve("cut.heic"), HeicPhoto.cut());
    Files.writeString(folder.resolve("text.HIF"), "no picture at all");
    Files.createFile(folder.resolve("empty.gif"));
    Files.copy(LANDSCAPE, folder.resolve("z.jpg"));

    LauncherRun run = classify(folder, folder.resolve("nowhere.jpg"), "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(json(run).valueStream().map(image -> image.path("path").asText()))
        .containsExactly(
            folder.resolve("a.jpg").toString(),
            folder.resolve("cut.heic").toString(),
            folder.resolve("cut.jpg").toString(),
            folder.resolve("empty.gif").toString(),
            folder.resolve("text.HIF").toString(),
            folder.resolve("text.png").toString(),
            folder.resolve("z.jpg").toString(),
            folder.resolve("nowhere.jpg").toString());
    assertThat(json(run).at("/0/error").isMissingNode()).isTrue();
    assertThat(json(run).at("/2/predictions").isMissingNode()).isTrue();
    assertThat(json(run).at("/2/error/code").asText()).isEqualTo("corrupt-image");
    assertThat(json(run).at("/2/error/title").asText()).isEqualTo("The image is damaged");
    assertThat(run.err()).contains(json(run).at("/2/error/detail").asText());
    assertThat(json(run).at("/7/error/code").asText()).isEqualTo("not-found");
    assertThat(run.err())
        .contains(folder.resolve("cut.jpg") + ": corrupt-image: ")
        .contains(folder.resolve("cut.heic") + ": corrupt-image: ")
        .contains(folder.resolve("text.HIF") + ": unsupported-image: ")
        .contains(folder.resolve("text.png") + ": unsupported-image: ")
        .contains(folder.resolve("empty.gif") + ": corrupt-image: The file is empty")
        .contains(folder.resolve("nowhere.jpg") + ": not-found: ")
        .contains("2 labeled, 6 failed.")
        .doesNotContain("\tat ");
  }

  @Test
  void controlCharactersInNamesDoNotReachTheTerminal() throws Exception {
    Files.copy(CAT, folder.resolve("a\033[2J\n.jpg"));
    Files.writeString(folder.resolve("b\033[2J\n.jpg"), "no picture");

    LauncherRun run = classify(folder, "--top-k", 1);

    assertThat(run.out()).hasLineCount(2).contains("a?[2J?.jpg  ");
    assertThat(run.err()).hasLineCount(2).contains("b?[2J?.jpg: unsupported-image: ");
  }

  @Test
  void csvFollowsRfc4180AndStdoutCarriesNothingElse() throws Exception {
    Path awkward = folder.resolve("a, \"b\".jpg");
    Files.copy(CAT, awkward);

    LauncherRun run = classify(awkward, "--format", "csv", "--top-k", 2);

    assertThat(run.out()).startsWith(HEADER + "\r\n");
    assertThat(run.out()).contains("a, \"\"b\"\".jpg\",1,").endsWith("\r\n");
    assertThat(records(run))
        .hasSize(2)
        .allSatisfy(record -> {
          assertThat(record.get("path")).isEqualTo(awkward.toString());
          assertThat(record.get("wnid"))
              .matches(ModelAnswers.isImageNet() ? "n\\d{8}" : "(n\\d{8})?");
          assertThat(Double.parseDouble(record.get("probability"))).isBetween(0.0, 1.0);
          assertThat(record.get("sure_path"))
              .matches(
                  record.get("sure_label").isEmpty()
                      ? ""
                      : ".*\\Q%s\\E".formatted(record.get("sure_label")));
        });
  }

  @Test
  void jsonMatchesTheApisResponse() throws Exception {
    JsonNode picture = json(classify(LANDSCAPE, "--format", "json")).get(0);

    assertThat(picture.get("path").asText()).isEqualTo(LANDSCAPE.toString());
    assertThat(picture.at("/image/format").asText()).isEqualTo("jpeg");
    assertThat(picture.at("/image/width").asInt()).isEqualTo(1024);
    assertThat(picture.at("/image/height").asInt()).isEqualTo(484);
    assertThat(picture.get("predictions")).hasSize(Math.min(5, ModelAnswers.classes()));
    assertThat(picture.at("/predictions/0").properties().stream().map(Map.Entry::getKey))
        .filteredOn(name -> ModelAnswers.isImageNet() || !name.equals("wnid"))
        .containsExactlyElementsOf(
            ModelAnswers.isImageNet()
                ? List.of("rank", "label", "wnid", "index", "probability", "parents", "aliases")
                : List.of("rank", "label", "index", "probability", "parents", "aliases"));
    assertThat(picture.at("/timing/totalMs").asDouble()).isPositive();
  }

  @Test
  void aHeicIsLabeledAsItsPixelsAre() throws Exception {
    Path heic = Files.write(folder.resolve("photo.heic"), HeicPhoto.file());
    Path png = Files.write(folder.resolve("twin.png"), HeicPhoto.twin());

    JsonNode pictures = json(classify(heic, png, "--format", "json"));

    assertThat(pictures.at("/0/image/format").asText()).isEqualTo("heic");
    assertThat(pictures.at("/0/image/width").asInt()).isEqualTo(HeicPhoto.WIDTH);
    assertThat(pictures.at("/0/image/height").asInt()).isEqualTo(HeicPhoto.HEIGHT);
    assertThat(pictures.at("/0/predictions")).isNotEmpty().isEqualTo(pictures.at("/1/predictions"));
  }

  @Test
  void theCommandEndsWhenItsReaderExits() throws Exception {
    for (int i = 0; i < 1000; i++) {
      Files.copy(CAT, folder.resolve(i + ".jpg"));
    }
    Files.createFile(folder.resolve("z-the-last-would-be-named.jpg"));
    String command =
        "target/snaplabel classify --model %s --format csv %s | head -n 1"
            .formatted(TestBundle.directory(), folder);

    Process shell = new ProcessBuilder("bash", "-c", command).start();

    assertThat(shell.inputReader().readAllAsString()).isEqualToIgnoringNewLines(HEADER);
    assertThat(shell.errorReader().readAllAsString()).isEmpty();
  }

  @Test
  void anyNumberOfJobsGivesTheSameAnswerInTheSameOrder() throws Exception {
    Path photos = Path.of("model/calibration");

    LauncherRun one = classify(photos, "--format", "csv", "--jobs", 1);
    LauncherRun four = classify(photos, "--format", "csv", "--jobs", 4);

    assertThat(records(one)).hasSize(7 * 5);
    assertThat(four.out()).isEqualTo(one.out());
  }

  @Test
  void jsonLinesHaveAnObjectForEachPicture() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.createFile(folder.resolve("b.jpg"));

    LauncherRun run = classify(folder, "-f", "jsonl", "-k", 1, "-j", 1);

    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().split("\n", -1)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).at("/predictions/0/rank").asInt()).isEqualTo(1);
    assertThat(lines.get(1).get("path").asText()).isEqualTo(folder.resolve("b.jpg").toString());
    assertThat(lines.get(1).at("/error/code").asText()).isEqualTo("corrupt-image");
    assertThat(lines.get(2).isMissingNode()).isTrue();
  }

  @Test
  void csvHasARecordForAPictureWithoutALabelAndForAFailure() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.createFile(folder.resolve("b.jpg"));

    LauncherRun run = classify(folder, "--format", "csv", "--min-confidence", 1, "--certainty", 1);

    assertThat(run.out())
        .isEqualTo(
            HEADER + "\r\n%s,,,,,,,,,\r\n%s,,,,,,,,,corrupt-image\r\n",
            folder.resolve("a.jpg"),
            folder.resolve("b.jpg"));
  }

  @Test
  void theTableFitsTheTerminal() throws Exception {
    Path photos = Files.createDirectories(folder.resolve("写真"));
    Files.copy(CAT, photos.resolve("a-name-that-is-too-long-for-the-picture-column.jpg"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("target/snaplabel").toAbsolutePath().toString(),
            "classify",
            "--model",
            TestBundle.directory().toAbsolutePath().toString(),
            "写真",
            "--min-confidence=1");
    builder.directory(folder.toFile()).environment().put("COLUMNS", "60");

    assertThat(builder.start().inputReader(StandardCharsets.UTF_8).readAllAsString())
        .isEqualTo(
            """
            PICTURE                LABEL                     PROBABILITY
            写真/a-name-that-is-too-long-for-the-picture-column.jpg
                                   (no label this probable)
            """);
  }

  @Test
  void aLowConfidenceIsNotReported() throws Exception {
    LauncherRun run = classify(CAT, "--min-confidence", "1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("(no label this probable)");
  }

  @Test
  void aWrongCommandLineIsExplained() throws Exception {
    for (List<String> invalid :
        List.of(
            List.of("--top-k", "0"),
            List.of("--top-k", "many"),
            List.of("--min-confidence", "2"),
            List.of("--format", "xml"),
            List.of("--jobs", "0"))) {
      LauncherRun run = LauncherRun.of("classify", CAT, invalid.get(0), invalid.get(1));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .contains(invalid.get(0), invalid.get(1), "Try 'snaplabel classify --help'.")
          .hasLineCount(2);
    }
  }

  @Test
  void aMissingModelIsReportedInOneSentence() throws Exception {
    LauncherRun run = LauncherRun.of("classify", CAT, "--model", folder);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("snaplabel: No built model").contains("mvn package");
  }

  private static byte[] head(Path file, int bytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    }
  }
}
