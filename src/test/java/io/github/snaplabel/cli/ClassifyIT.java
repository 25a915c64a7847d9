package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.compiler.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the {@code classify} command with seeded weights: the labels themselves do not matter. */
class ClassifyIT {
  private static final Path LANDSCAPE = Path.of("model/calibration/french-alpine-landscape.jpg");
  private static final Path CAT = Path.of("model/calibration/locomotion-house-cat.jpg");

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
  void aBadFileIsReportedWithItsCodeAndStopsNothing() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.write(folder.resolve("cut.jpg"), head(LANDSCAPE, 20_000));
    Files.writeString(folder.resolve("text.png"), "no picture at all");
    Files.createFile(folder.resolve("empty.gif"));
    Files.copy(LANDSCAPE, folder.resolve("z.jpg"));

    LauncherRun run = classify(folder, folder.resolve("nowhere.jpg"), "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(json(run).findValuesAsText("path"))
        .containsExactly(folder.resolve("a.jpg").toString(), folder.resolve("z.jpg").toString());
    assertThat(run.err())
        .contains(folder.resolve("cut.jpg") + ": corrupt-image: ")
        .contains(folder.resolve("text.png") + ": unsupported-image: ")
        .contains(folder.resolve("empty.gif") + ": unsupported-image: ")
        .contains(folder.resolve("nowhere.jpg") + ": not-found: ")
        .contains("2 labeled, 4 failed.")
        .doesNotContain("\tat ");
  }

  @Test
  void anUnsupportedImageIsReportedWhateverItsName() throws Exception {
    Files.copy(CAT, folder.resolve("a.jpg"));
    Files.copy(Path.of("src/test/resources/unread/phone.heic"), folder.resolve("IMG_0001"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");

    LauncherRun run = classify(folder, "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(folder.resolve("IMG_0001") + ": unsupported-image: The file is a HEIC image")
        .contains("1 labeled, 1 failed.\n1 other file skipped.\n");
  }

  @Test
  void controlCharactersInNamesDoNotReachTheTerminal() throws Exception {
    Files.copy(CAT, folder.resolve("a\033[2J\n.jpg"));
    Files.createFile(folder.resolve("b\033[2J\n.jpg"));

    LauncherRun run = classify(folder, "--top-k", 1);

    assertThat(run.out()).hasLineCount(2).contains("a?[2J?.jpg  ");
    assertThat(run.err()).hasLineCount(2).contains("b?[2J?.jpg: unsupported-image: ");
  }

  @Test
  void csvFollowsRfc4180AndStdoutCarriesNothingElse() throws Exception {
    Path awkward = folder.resolve("a, \"b\".jpg");
    Files.copy(CAT, awkward);

    LauncherRun run = classify(awkward, "--format", "csv", "--top-k", 2);

    assertThat(run.out()).startsWith("path,rank,label,wnid,index,probability\r\n");
    assertThat(run.out()).contains("a, \"\"b\"\".jpg\",1,").endsWith("\r\n");
    assertThat(records(run))
        .hasSize(2)
        .allSatisfy(record -> {
          assertThat(record.get("path")).isEqualTo(awkward.toString());
          assertThat(record.get("wnid"))
              .matches(ModelAnswers.isImageNet() ? "n\\d{8}" : "(n\\d{8})?");
          assertThat(Double.parseDouble(record.get("probability"))).isBetween(0.0, 1.0);
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
                ? List.of("rank", "label", "wnid", "index", "probability")
                : List.of("rank", "label", "index", "probability"));
    assertThat(picture.at("/timing/totalMs").asDouble()).isPositive();
  }

  @Test
  void namesInAnyScriptAreReadWhateverTheLocale() throws Exception {
    Path chinese = folder.resolve("猫🐈.jpg");
    Files.copy(CAT, chinese);

    LauncherRun run =
        LauncherRun.with(
            Map.of("LC_ALL", "C"),
            "classify",
            "--model",
            TestBundle.directory(),
            folder,
            "--format=csv");

    assertThat(run.exitCode()).isZero();
    assertThat(records(run).getFirst().get("path")).isEqualTo(chinese.toString());
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

    assertThat(shell.inputReader().readAllAsString())
        .isEqualToIgnoringNewLines("path,rank,label,wnid,index,probability");
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
      assertThat(run.err()).contains(invalid.get(1)).contains("Usage:").doesNotContain("\tat ");
    }
  }

  @Test
  void aMissingModelIsReportedInOneSentence() throws Exception {
    LauncherRun run = LauncherRun.of("classify", CAT, "--model", folder);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("No built model").contains("mvn package");
  }

  private static LauncherRun classify(Object... arguments)
      throws IOException, InterruptedException {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "classify";
    all[1] = "--model";
    all[2] = TestBundle.directory();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return LauncherRun.of(all);
  }

  private static JsonNode json(LauncherRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  private static List<CSVRecord> records(LauncherRun run) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(run.out(), format)) {
      return parser.getRecords();
    }
  }

  private static byte[] head(Path file, int bytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    }
  }
}
