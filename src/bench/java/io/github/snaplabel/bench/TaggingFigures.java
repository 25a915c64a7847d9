package io.github.snaplabel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Times of the packaged function, after a restore, that labels objects of a versioned bucket in an
 * S3 on the loopback, where each call takes 20 ms: medians per object, in ms.
 *
 * @param one an event with one object
 * @param batch an event with ten objects
 */
record TaggingFigures(Figure one, Figure batch) {
  static final int CALL_MS = 20;
  static final int BATCH = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DISCARDED = 10;

  /**
   * Figures per object.
   *
   * @param totalMs from event to response
   * @param labelingMs decoding, preprocessing and inference
   * @param calls of S3
   */
  record Figure(double totalMs, double labelingMs, double calls) {
    /** Returns what is not labeling, in ms; little in a batch, whose objects overlap. */
    double besideMs() {
      return totalMs - labelingMs;
    }
  }

  /**
   * Measures the packaged function.
   *
   * @param function its folder
   * @param photo content of all objects
   */
  static TaggingFigures measure(Path function, RuntimeDirectory runtime, Path photo, Plan plan)
      throws IOException, InterruptedException {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    try (FakeS3 s3 = new FakeS3();
        FunctionProcess process =
            new FunctionProcess(
                FunctionConfiguration.of(function, FunctionFigures.HANDLER)
                    .withInitializationType(InitializationType.SNAP_START)
                    .withEnvironment(
                        Map.of(
                            "AWS_ENDPOINT_URL_S3", s3.endpoint().toString(),
                            "AWS_ACCESS_KEY_ID", "id",
                            "AWS_SECRET_ACCESS_KEY", "secret",
                            "SNAPLABEL_TAG_UNTRAINED", "true")),
                runtime,
                log::add)) {
      s3.fault((_, _) -> {
        pause();
        return false;
      });
      process.start();
      byte[] content = Files.readAllBytes(photo);
      return new TaggingFigures(
          measure(process, s3, content, 1, plan.rounds(), log),
          measure(process, s3, content, BATCH, plan.rounds(), log));
    }
  }

  private static Figure measure(
      FunctionProcess process,
      FakeS3 s3,
      byte[] content,
      int objects,
      int events,
      Queue<String> log)
      throws IOException, InterruptedException {
    List<Double> totals = new ArrayList<>();
    for (int event = -DISCARDED; event < events; event++) {
      if (event == 0) {
        s3.calls().clear();
        log.clear();
      }
      Payload payload = event(s3, content, objects);
      long start = System.nanoTime();
      if (process.invoke(payload) instanceof InvocationResult.Failure failure) {
        throw new IOException(failure.sentence());
      }
      if (event >= 0) {
        totals.add((System.nanoTime() - start) / 1e6 / objects);
      }
    }
    return new Figure(
        Statistics.median(totals),
        Statistics.median(
            log.stream().filter(TaggingFigures::isImage).map(TaggingFigures::labelingMs).toList()),
        (double) s3.calls().size() / events / objects);
  }

  /** Puts objects, and returns the event that S3 sends for them. */
  private static Payload event(FakeS3 s3, byte[] content, int objects) {
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      String key = "%d.jpg".formatted(i);
      String version = Long.toString(System.nanoTime());
      Map<String, Object> object =
          Map.of(
              "key",
              key,
              "size",
              content.length,
              "eTag",
              s3.put(key, content, version),
              "versionId",
              version);
      records.add(
          Map.of(
              "eventSource", "aws:s3",
              "eventName", "ObjectCreated:Put",
              "s3", Map.of("bucket", Map.of("name", "photos"), "object", object)));
    }
    return Payload.of(JSON.valueToTree(Map.of("Records", records)).toString());
  }

  private static boolean isImage(String line) {
    return line.startsWith("{") && line.contains("\"DecodeTime\"");
  }

  private static double labelingMs(String line) {
    try {
      JsonNode metrics = JSON.readTree(line);
      return metrics.path("DecodeTime").asDouble()
          + metrics.path("PreprocessTime").asDouble()
          + metrics.path("InferenceTime").asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(CALL_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
