package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the packaged function with an S3 that is too slow for its time limit. */
class ObjectsTimeoutIT {
  private static final String KEY = "my album/café+1.jpg";

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  @Test
  void aBodyThatTricklesIsReportedBeforeLambdaEndsTheProcess() throws Exception {
    byte[] photo = Files.readAllBytes(Path.of("model/self-test.jpg"));
    Payload event = Payload.of(Files.readString(Path.of("events/s3-put.json")));
    CountDownLatch over = new CountDownLatch(1);
    try (FakeS3 s3 = new FakeS3();
        FunctionProcess function =
            PackagedFunction.withS3(
                s3.endpoint(),
                InitializationType.ON_DEMAND,
                Map.of(),
                Duration.ofSeconds(6),
                _ -> {})) {
      String eTag = s3.put(KEY, photo);
      s3.fault((exchange, call) -> call.equals("GET") && trickle(exchange, eTag, photo, over));

      assertThat(function.invoke(event))
          .isInstanceOfSatisfying(
              Failure.class,
              failure ->
                  assertThat(failure.error().message())
                      .contains("1 of 1 objects", "Timed out before the object was processed"));

      over.countDown();
      s3.fault((_, _) -> false);
      assertThat(function.invoke(event)).isInstanceOf(Success.class);
      assertThat(s3.tags(KEY)).containsAllEntriesOf(ModelAnswers.selfTestTags());
    }
  }

  /** Sends 100 bytes each second. */
  private static boolean trickle(
      HttpExchange exchange, String eTag, byte[] photo, CountDownLatch over) throws IOException {
    exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
    exchange.sendResponseHeaders(200, photo.length);
    try {
      for (int at = 0; at < photo.length && !over.await(1, TimeUnit.SECONDS); at += 100) {
        exchange.getResponseBody().write(photo, at, Math.min(100, photo.length - at));
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
