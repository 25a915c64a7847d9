package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.lambda.FunctionPool;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends five hundred objects through a queue to the packaged function while S3 rejects one call in
 * ten: each must get its own tags and a log line.
 */
class QueueIT {
  private static final int OBJECTS = 500;

  /** Concurrent functions, as Lambda runs for a queue: most of the time they wait for S3. */
  private static final int AT_ONCE = 2;

  /** The client's attempts per call. */
  private static final int ATTEMPTS = 3;

  /** Calls for keys like this are rejected until the client gives up. */
  private static final String BUSY = "00.jpg";

  private static final int BUSY_OBJECTS = OBJECTS / 100 - 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final Random random = new Random(7);
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private List<Upload> uploads = List.of();

  @BeforeEach
  void makeUploads() throws Exception {
    Needs.packagedFunction();
    uploads = Uploads.in(folder, OBJECTS);
    assertThat(uploads).extracting(Upload::eTag).doesNotHaveDuplicates();
    assertThat(uploads.stream().map(Upload::tags).filter(QueueIT::isLabeled).distinct())
        .as("labels that could be mistaken for one another")
        .hasSizeGreaterThan(5);
  }

  private static boolean isLabeled(Map<String, String> tags) {
    return tags.containsKey("snaplabel:labels");
  }

  @Test
  void allObjectsInAStrictS3EndWithTheirTags() throws Exception {
    try (FakeS3 s3 = new FakeS3()) {
      for (Upload upload : uploads) {
        s3.put(upload.key(), Files.readAllBytes(upload.file()));
      }

      drainTheQueue(s3.endpoint(), "ServiceUnavailable");

      assertThat(uploads)
          .allSatisfy(upload -> assertThat(s3.tags(upload.key())).isEqualTo(upload.tags()));
    }
  }

  @Test
  void allObjectsInMotosS3EndWithTheirTags() throws Exception {
    Needs.moto();
    try (MotoServer moto = MotoServer.start()) {
      Map<String, Path> files = new LinkedHashMap<>();
      uploads.forEach(upload -> files.put(upload.key(), upload.file()));
      moto.upload(files);

      drainTheQueue(moto.endpoint(), "SlowDown");

      Map<String, Map<String, String>> expected = new LinkedHashMap<>();
      uploads.forEach(upload -> expected.put(upload.key(), upload.tags()));
      assertThat(moto.tags(files.keySet())).isEqualTo(expected);
    }
  }

  private void drainTheQueue(URI s3, String refusal) throws Exception {
    int failed;
    try (FaultyProxy proxy = new FaultyProxy(s3, refusal, this::shouldReject)) {
      try (FunctionPool functions = new FunctionPool(AT_ONCE, () -> started(proxy.endpoint()))) {
        failed = new UploadQueue().drain(uploads, functions);
      }
      assertThat(proxy.calls()).isGreaterThan(4 * OBJECTS);
      assertThat(proxy.refused() * 10.0 / proxy.calls()).isBetween(0.8, 1.2);
    }
    assertThat(failed).isGreaterThanOrEqualTo(BUSY_OBJECTS);
    assertTheLogTellsOfAll(failed);
  }

  /** Starts them one by one: in parallel, initialization could exceed its time limit. */
  private FunctionProcess started(URI s3) {
    FunctionProcess function = PackagedFunction.withS3(s3, InitializationType.ON_DEMAND, log::add);
    try {
      assertThat(function.start()).isEmpty();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return function;
  }

  /** Rejects one call in ten, and all attempts of a client for busy objects. */
  private boolean shouldReject(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    boolean busy = path.endsWith(BUSY) && calls.merge(path, 1, Integer::sum) <= ATTEMPTS;
    return busy || random.nextInt(10) == 0;
  }

  private void assertTheLogTellsOfAll(int failed) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    Map<String, Integer> metrics = new TreeMap<>();
    for (String line : log) {
      if (line.contains("\"Pictures\"")) {
        JsonNode picture = JSON.readTree(line);
        outcomes.merge(picture.get("outcome").asText(), 1, Integer::sum);
        for (String metric : List.of("Pictures", "Skipped", "Failures")) {
          metrics.merge(metric, picture.path(metric).asInt(), Integer::sum);
        }
      }
    }
    int noPictures = OBJECTS / Uploads.CYCLE;
    int again = outcomes.getOrDefault("already-labeled", 0);
    int corrupt = outcomes.getOrDefault("corrupt-image", 0);
    int labeled = outcomes.getOrDefault("labeled", 0);
    assertThat(outcomes).containsEntry("not-a-picture", noPictures).containsEntry("failed", failed);
    assertThat(labeled + corrupt + again).isEqualTo(OBJECTS - noPictures);
    assertThat(metrics)
        .containsEntry("Pictures", OBJECTS + failed)
        .containsEntry("Skipped", noPictures + again)
        .containsEntry("Failures", failed + corrupt);
  }
}
