package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.tagging.FakeS3;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the {@code tag} command under failures of S3 and the network, and interruption. */
class TagFaultsIT extends TagFixture {
  @TempDir Path folder;

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
    assertThat(good)
        .allSatisfy(
            key -> assertThat(s3.tags(key)).containsKeys("snaplabel:labels", "snaplabel:model"));
  }

  @Test
  void transientFailuresAreRetriedUntilTheyPass() throws Exception {
    IntStream.range(0, 4).forEach(i -> s3.put(i + ".jpg", picture));
    s3.pageSize(2);
    // More than the SDK's own attempts.
    s3.fault(FakeS3.error(WRITE, 500, "InternalError", 14));

    LauncherRun run = tag("s3://photos");

    assertThat(run.err()).startsWith("4 tagged, ").contains(" 0 failed");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aMissingPermissionEndsTheRunEarly() throws Exception {
    IntStream.range(0, 500).forEach(i -> s3.put(i + ".jpg", picture));
    s3.fault(FakeS3.error(WRITE, 403, "AccessDenied", Integer.MAX_VALUE));

    LauncherRun run = tag("s3://photos");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(".jpg: AccessDenied (so it is)\n")
        .containsPattern("s3://photos/ cannot be labeled: the first \\d+ objects all failed\\.\n");
    assertThat(Collections.frequency(s3.calls(), WRITE)).isBetween(100, 150);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://photos, 403, AccessDenied",
    "s3://photos, 403, InvalidAccessKeyId",
    "s3://nowhere, 0, NoSuchBucket",
  })
  void aBucketThatCannotBeListedIsReportedInOneSentence(String url, int status, String code)
      throws Exception {
    s3.put("a.jpg", picture);
    if (status > 0) {
      s3.fault(FakeS3.error(LIST, status, code, Integer.MAX_VALUE));
    }

    LauncherRun run = tag(url);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("%s/ cannot be labeled: %s (so it is).\n".formatted(url, code));
    assertThat(s3.calls()).containsOnly(LIST);
  }

  @Test
  void expiringCredentialsEndTheRun() throws Exception {
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
        .contains("s3://photos/ cannot be labeled: ExpiredToken (so it is).\n")
        .contains(" 0 failed;")
        .hasLineCount(2);
  }

  @Test
  void anUnreachableServerIsReportedInOneSentence() throws Exception {
    s3.close();

    LauncherRun run = tag("s3://photos");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no connection").hasLineCount(1);
  }

  @Test
  void missingCredentialsAndRegionAreReportedInOneSentence() throws Exception {
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
  void ctrlCStopsTheRunAndTheNextRunContinuesIt() throws Exception {
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
}
