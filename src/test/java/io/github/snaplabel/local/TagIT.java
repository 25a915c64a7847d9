package io.github.snaplabel.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.build.TestBundle;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a person runs it, on a network with seeded weights, before a strict S3. */
class TagIT {
  private static final String LIST = "GET ?list-type";
  private static final String WRITE = "PUT ?tagging";
  private static final byte[] TEXT = "no picture".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_ACCESS_KEY_ID", "id",
              "AWS_SECRET_ACCESS_KEY", "secret",
              "AWS_CONFIG_FILE", "/nowhere",
              "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
              "AWS_EC2_METADATA_DISABLED", "true"));

  private byte[] picture = {};
  private FakeS3 s3;

  @BeforeEach
  void start() throws IOException {
    picture = Files.readAllBytes(Path.of("model/self-test.jpg"));
    s3 = new FakeS3();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void picturesGetTheirTagsAndTheOthersAreCounted() throws Exception {
    List<String> pictures =
        List.of("a.jpg", "deep/er/b", "my album/café+1 %41?#&.jpg", "line\nend.jpg", "猫🐈.jpg");
    pictures.forEach(key -> s3.put(key, picture));
    s3.tag("a.jpg", Map.of("project", "北 1"));
    s3.put("cut.jpg", Arrays.copyOf(picture, picture.length / 2));
    s3.put("phone.jpg", Files.readAllBytes(Path.of("src/test/resources/unread/phone.heic")));
    s3.put("full.jpg", picture);
    Map<String, String> ten =
        IntStream.range(0, 10).boxed().collect(Collectors.toMap("user%d"::formatted, _ -> ""));
    s3.tag("full.jpg", ten);
    s3.put("notes.txt", TEXT);
    s3.put("deep/", new byte[0]);

    LauncherRun run = tag("s3://photos");

    assertThat(run.err())
        .matches(
            "5 tagged, 0 already tagged, 2 not pictures, 2 unreadable,"
                + " 1 without room for tags, 0 gone meanwhile, 0 failed;"
                + " \\d+\\.\\d s, \\d+\\.\\d objects/s\\.\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(pictures)
        .allSatisfy(key ->
            assertThat(s3.tags(key))
                .containsKeys("snaplabel:label", "snaplabel:confidence", "snaplabel:labels"));
    assertThat(s3.tags("a.jpg")).hasSize(5).containsEntry("project", "北 1");
    assertThat(s3.tags("cut.jpg")).containsEntry("snaplabel:error", "corrupt-image");
    assertThat(s3.tags("phone.jpg")).containsEntry("snaplabel:error", "unsupported-image");
    assertThat(s3.tags("full.jpg")).isEqualTo(ten);
    assertThat(s3.tags("notes.txt")).isEmpty();
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
  void aDryRunTellsTheTagsAndWritesNone() throws Exception {
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
                    "a\\.jpg\tproject=x\tsnaplabel:label=[^\t]+\tsnaplabel:confidence=0\\.\\d{3}"
                        + "\tsnaplabel:labels=[^\t]+\tsnaplabel:model=[^\t]+"))
        .anySatisfy(line -> assertThat(line).startsWith("line?end?.jpg\tsnaplabel:label="));
    assertThat(run.err()).startsWith("Nothing was written.\n2 tagged, ");
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
  void aSecondRunLeavesWhatHasItsLabels() throws Exception {
    IntStream.range(0, 5).forEach(i -> s3.put(i + ".jpg", picture));
    tag("s3://photos");
    int written = Collections.frequency(s3.calls(), WRITE);

    LauncherRun again = tag("s3://photos");
    environment.put("SNAPLABEL_SKIP_TAGGED", "false");
    environment.put("SNAPLABEL_TAG_PREFIX", "other");
    LauncherRun anew = tag("s3://photos");

    assertThat(written).isEqualTo(5);
    assertThat(again.err()).startsWith("0 tagged, 5 already tagged, ");
    assertThat(again.exitCode()).isZero();
    assertThat(anew.err()).startsWith("5 tagged, 0 already tagged, ");
    assertThat(Collections.frequency(s3.calls(), WRITE)).isEqualTo(10);
    assertThat(s3.tags("0.jpg")).containsKeys("snaplabel:label", "other:label");
  }

  @Test
  void anObjectThatAlwaysFailsIsNamedAndAllOthersAreTagged() throws Exception {
    List<String> good = IntStream.range(0, 30).mapToObj("%d.jpg"::formatted).toList();
    good.forEach(key -> s3.put(key, picture));
    s3.put("bad.jpg", picture);
    s3.fault((exchange, _) -> {
      boolean fails = exchange.getRequestURI().getPath().endsWith("bad.jpg");
      if (fails) {
        FakeS3.refuse(exchange, 503, "SlowDown");
      }
      return fails;
    });

    LauncherRun run = tag("s3://photos", "--jobs", 4);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("bad.jpg: SlowDown (so it is)\n30 tagged, ")
        .contains(", 1 failed;");
    assertThat(good).allSatisfy(key -> assertThat(s3.tags(key)).hasSize(4));
  }

  @Test
  void whatPassesIsTriedAgainUntilItHasPassed() throws Exception {
    IntStream.range(0, 4).forEach(i -> s3.put(i + ".jpg", picture));
    s3.pageSize(2);
    // More than the SDK's own attempts.
    s3.fault(FakeS3.error(WRITE, 500, "InternalError", 14));

    LauncherRun run = tag("s3://photos");

    assertThat(run.err()).startsWith("4 tagged, ").contains(" 0 failed");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aRightThatIsMissingEndsTheRunSoon() throws Exception {
    IntStream.range(0, 500).forEach(i -> s3.put(i + ".jpg", picture));
    s3.fault(FakeS3.error(WRITE, 403, "AccessDenied", Integer.MAX_VALUE));

    LauncherRun run = tag("s3://photos");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(".jpg: AccessDenied (so it is)\n")
        .containsPattern("s3://photos/ cannot be labelled: the first \\d+ objects all failed\\.\n");
    assertThat(Collections.frequency(s3.calls(), WRITE)).isBetween(100, 150);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://photos, 403, AccessDenied",
    "s3://photos, 403, InvalidAccessKeyId",
    "s3://nowhere, 0, NoSuchBucket",
  })
  void aBucketThatCannotBeListedIsOneSentence(String url, int status, String code)
      throws Exception {
    s3.put("a.jpg", picture);
    if (status > 0) {
      s3.fault(FakeS3.error(LIST, status, code, Integer.MAX_VALUE));
    }

    LauncherRun run = tag(url);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("%s/ cannot be labelled: %s (so it is).\n".formatted(url, code));
    assertThat(s3.calls()).containsOnly(LIST);
  }

  @Test
  void credentialsThatEndMeanwhileEndTheRun() throws Exception {
    IntStream.range(0, 40).forEach(i -> s3.put(i + ".jpg", picture));
    s3.fault((exchange, call) -> {
      boolean ended = Collections.frequency(s3.calls(), WRITE) > 3 && call.equals("GET");
      if (ended) {
        FakeS3.refuse(exchange, 400, "ExpiredToken");
      }
      return ended;
    });

    LauncherRun run = tag("s3://photos", "--jobs", 2);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("s3://photos/ cannot be labelled: ExpiredToken (so it is).\n")
        .contains(" 0 failed;")
        .hasLineCount(2);
  }

  @Test
  void aServerThatIsNotThereIsOneSentence() throws Exception {
    s3.close();

    LauncherRun run = tag("s3://photos");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no connection").hasLineCount(1);
  }

  @Test
  void missingCredentialsAndAMissingRegionAreOneSentence() throws Exception {
    environment.remove("AWS_ACCESS_KEY_ID");
    LauncherRun credentials = tag("s3://photos");
    LauncherRun region = LauncherRun.with(environment, "tag", "s3://photos", "--model", model());

    assertThat(credentials.exitCode()).isEqualTo(1);
    assertThat(credentials.err()).contains("AWS_ACCESS_KEY_ID").hasLineCount(1);
    assertThat(region.exitCode()).isEqualTo(1);
    assertThat(region.err()).contains("AWS_REGION").hasLineCount(1);
    assertThat(s3.calls()).isEmpty();
  }

  @Test
  void aPlaceWithoutObjectsIsNoSuccess() throws Exception {
    LauncherRun run = tag("s3://photos/holydays/");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("There is nothing in s3://photos/holydays/.\n");
  }

  @Test
  void aBadSettingIsOneSentence() throws Exception {
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
    assertThat(run.err()).contains(words[words.length - 1], "Usage:").doesNotContain("\tat ");
  }

  @Test
  void ctrlCEndsItInTheMidstOfAllAndTheNextRunGoesOn() throws Exception {
    List<String> keys = IntStream.range(0, 20).mapToObj("%d.jpg"::formatted).toList();
    keys.forEach(key -> s3.put(key, picture));
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    s3.fault((_, call) -> {
      if (tagged(keys) < 5 || !call.equals(WRITE)) {
        return false;
      }
      stuck.countDown();
      await(ended);
      return true;
    });
    try (RunningCommand run =
        RunningCommand.with(
            environment,
            folder.resolve("log"),
            "tag",
            "s3://photos",
            "--jobs",
            2,
            "--model",
            model(),
            "--s3-endpoint",
            s3.endpoint())) {
      await(stuck);
      run.signal("INT");
      assertThat(run.endsWithin(10_000)).isTrue();
    } finally {
      ended.countDown();
      s3.fault((_, _) -> false);
    }
    long done = tagged(keys);

    LauncherRun next = tag("s3://photos");

    assertThat(done).isBetween(5L, 7L);
    assertThat(next.exitCode()).isZero();
    assertThat(next.err()).startsWith("%d tagged, %d already tagged".formatted(20 - done, done));
  }

  private long tagged(List<String> keys) {
    return keys.stream().filter(key -> !s3.tags(key).isEmpty()).count();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private LauncherRun tag(String url, Object... options) throws Exception {
    Object[] first = {"tag", url, "--model", model(), "--s3-endpoint", s3.endpoint()};
    Object[] all = Arrays.copyOf(first, first.length + options.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return LauncherRun.with(environment, all);
  }

  private static Path model() {
    return TestBundle.directory();
  }
}
