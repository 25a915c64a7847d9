package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which objects the command tags, and how. */
class TagIT extends TagFixture {
  private static final byte[] TEXT = "no picture".getBytes(StandardCharsets.UTF_8);

  @Test
  void picturesGetTheirTagsAndTheOthersAreCounted() throws Exception {
    List<String> pictures =
        List.of("a.jpg", "deep/er/b", "my album/café+1 %41?#&.jpg", "line\nend.jpg", "猫🐈.jpg");
    pictures.forEach(key -> s3.put(key, picture));
    s3.tag("a.jpg", Map.of("project", "北 1"));
    s3.put("cut.jpg", Arrays.copyOf(picture, picture.length / 2));
    s3.put("photo.heic", HeicPhoto.file());
    s3.put("twin.png", HeicPhoto.twin());
    s3.put("cut.heic", HeicPhoto.cut());
    s3.put("phone.jpg", Files.readAllBytes(Path.of("src/test/resources/unread/photo.avif")));
    s3.put("full.jpg", picture);
    Map<String, String> ten =
        IntStream.range(0, 10).boxed().collect(Collectors.toMap("user%d"::formatted, _ -> ""));
    s3.tag("full.jpg", ten);
    s3.put("notes.txt", TEXT);
    s3.put("deep/", new byte[0]);

    LauncherRun run = tag("s3://photos");

    assertThat(run.err())
        .matches(
            "7 tagged, 0 already tagged, 2 not pictures, 3 unreadable,"
                + " 1 without free tags, 0 archived, 0 cannot be decrypted,"
                + " 0 deleted or replaced during the run,"
                + " 0 failed;"
                + " \\d+\\.\\d s, \\d+\\.\\d objects/s\\.\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(pictures)
        .allSatisfy(
            key -> assertThat(s3.tags(key)).containsKeys("snaplabel:labels", "snaplabel:model"));
    assertThat(s3.tags("a.jpg")).hasSizeBetween(3, 7).containsEntry("project", "北 1");
    assertThat(s3.tags("photo.heic"))
        .containsKey("snaplabel:labels")
        .isEqualTo(s3.tags("twin.png"));
    assertThat(s3.tags("cut.jpg")).containsEntry("snaplabel:error", "corrupt-image");
    assertThat(s3.tags("cut.heic")).containsEntry("snaplabel:error", "corrupt-image");
    assertThat(s3.tags("phone.jpg")).containsEntry("snaplabel:error", "unsupported-image");
    assertThat(s3.tags("full.jpg")).isEqualTo(ten);
    assertThat(s3.tags("notes.txt")).isEmpty();
  }

  @Test
  void unreadableObjectsAreCountedAndAreNotFailures() throws Exception {
    s3.put("a.jpg", picture);
    s3.put("instant.jpg", picture);
    s3.storage().moveTo("GLACIER_IR", "instant.jpg");
    s3.put("restored.jpg", picture);
    s3.storage().moveTo("DEEP_ARCHIVE", "restored.jpg");
    s3.storage().restore("restored.jpg");
    IntStream.range(0, 3).forEach(i -> s3.put(i + ".jpg", picture));
    s3.storage().moveTo("GLACIER", "0.jpg");
    s3.storage().moveTo("DEEP_ARCHIVE", "1.jpg");
    s3.storage().archive("2.jpg");
    s3.put("sse-c.jpg", picture);
    s3.storage().encryptWithCustomerKey("sse-c.jpg");
    s3.put("kms.jpg", picture);
    s3.storage().refuse("kms.jpg", 400, "KMS.DisabledException", "the key is disabled");
    s3.put("photo.heic", HeicPhoto.file());
    environment.put("SNAPLABEL_HEIC", "off");

    LauncherRun run = tag("s3://photos");

    assertThat(run.err())
        .startsWith("3 tagged, ")
        .contains(
            " 1 unreadable,",
            " 3 archived, 2 cannot be decrypted, 0 deleted or replaced during the run, 0 failed;")
        .hasLineCount(1);
    assertThat(run.exitCode()).isZero();
    assertThat(Collections.frequency(s3.calls(), "GET")).isEqualTo(9);
    assertThat(s3.tags("photo.heic")).containsEntry("snaplabel:error", "unsupported-image");
  }

  @Test
  void aBucketInAnotherRegionIsFollowedThere() throws Exception {
    s3.put("a.jpg", picture);
    s3.moveTo("eu-west-3");

    LauncherRun run = tag("s3://photos");

    assertThat(run.err()).startsWith("1 tagged, ").contains(" 0 failed;");
    assertThat(run.exitCode()).isZero();
    assertThat(s3.tags("a.jpg")).containsKey("snaplabel:labels");
  }

  @Test
  void onlyKeysWithThePrefixAreTagged() throws Exception {
    List.of("2025/a.jpg", "2026/a.jpg", "2026/a.jpg.bak", "b.jpg")
        .forEach(key -> s3.put(key, picture));

    assertThat(tag("s3://photos/2026/").err()).startsWith("2 tagged, ");
    assertThat(tag("s3://photos/b.jpg").err()).startsWith("1 tagged, ");
    assertThat(s3.tags("2025/a.jpg")).isEmpty();
  }

  @Test
  void aDryRunPrintsTheTagsAndWritesNone() throws Exception {
    s3.put("a.jpg", picture);
    s3.tag("a.jpg", Map.of("project", "x"));
    s3.put("line\nend\t.jpg", picture);
    s3.put("notes.txt", TEXT);

    LauncherRun run = tag("s3://photos", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(2)
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "a\\.jpg\tproject=x(\tsnaplabel:(label|category|path|confidence)=[^\t]+)*"
                        + "\tsnaplabel:labels=[^\t]+\tsnaplabel:model=[^\t]+"))
        .anySatisfy(line -> assertThat(line).startsWith("line?end?.jpg\tsnaplabel:label"));
    assertThat(run.err()).startsWith("No tags were written.\n2 would be tagged, ");
    assertThat(s3.calls()).contains("GET").doesNotContain(WRITE);
    assertThat(s3.tags("a.jpg")).containsOnlyKeys("project");
  }

  @Test
  void everyPageIsListed() throws Exception {
    IntStream.range(0, 2300).forEach(i -> s3.put("text/%d.txt".formatted(i), TEXT));
    IntStream.range(0, 10).forEach(i -> s3.put("pictures/%d.jpg".formatted(i), picture));

    assertThat(tag("s3://photos/text/").err()).contains(" 2300 not pictures");
    assertThat(Collections.frequency(s3.calls(), LIST)).isEqualTo(3);
    s3.pageSize(3);
    assertThat(tag("s3://photos/pictures/").err()).startsWith("10 tagged, ");
    assertThat(Collections.frequency(s3.calls(), LIST)).isEqualTo(3 + 4);
  }

  @Test
  void aSecondRunSkipsLabeledObjects() throws Exception {
    IntStream.range(0, 5).forEach(i -> s3.put(i + ".jpg", picture));
    tag("s3://photos");
    int written = Collections.frequency(s3.calls(), WRITE);

    LauncherRun again = tag("s3://photos");
    environment.put("SNAPLABEL_SKIP_TAGGED", "false");
    environment.put("SNAPLABEL_TAG_PREFIX", "other");
    LauncherRun changed = tag("s3://photos");

    assertThat(written).isEqualTo(5);
    assertThat(again.err()).startsWith("0 tagged, 5 already tagged, ");
    assertThat(again.exitCode()).isZero();
    assertThat(changed.err()).startsWith("5 tagged, 0 already tagged, ");
    assertThat(Collections.frequency(s3.calls(), WRITE)).isEqualTo(10);
    assertThat(s3.tags("0.jpg")).containsKeys("snaplabel:model", "other:label");
  }

  @Test
  void anEmptyLocationIsAFailure() throws Exception {
    LauncherRun run = tag("s3://photos/holydays/");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("No objects found in s3://photos/holydays/.\n");
  }

  @Test
  void anInvalidSettingIsReportedInOneSentence() throws Exception {
    environment.put("SNAPLABEL_TAG_TOP_K", "many");

    LauncherRun run = tag("s3://photos");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("SNAPLABEL_TAG_TOP_K is 'many'").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photos",
        "https://photos/",
        "s3://",
        "s3://abc --jobs 0",
        "s3://abc --s3-endpoint localhost:9000"
      })
  void aWrongCommandLineIsExplained(String arguments) throws Exception {
    String[] words = ("tag " + arguments).split(" ", -1);

    LauncherRun run = LauncherRun.with(environment, (Object[]) words);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(words[words.length - 1], "Try 'snaplabel tag --help'.")
        .doesNotContain("\tat ");
  }
}
