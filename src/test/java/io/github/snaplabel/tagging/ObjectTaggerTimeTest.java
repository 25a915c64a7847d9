package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkException;

/** Tests that work ends at its deadline, and that no work is started after it. */
@Timeout(60)
class ObjectTaggerTimeTest extends TaggerFixture {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final AtomicInteger decoded = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  /** Decodes at most two images at the same time, each until it is released. */
  private ObjectTagger slowTagger() {
    return tagger(
        (image, topK) -> {
          decoded.incrementAndGet();
          await(released);
          return label(image, topK);
        },
        100,
        true);
  }

  private List<CompletableFuture<TaggingOutcome>> tagAll(
      ObjectTagger tagger, TimeLimit limit, int objects) {
    return IntStream.range(0, objects)
        .mapToObj(i ->
            CompletableFuture.supplyAsync(
                () -> tagger.tag(ref("a" + i, null, s3.put("a" + i, ALP)), limit),
                task -> Thread.ofPlatform().daemon().start(task)))
        .toList();
  }

  @Test
  void waitingForADecoderEndsAtTheDeadlineAndNothingIsDecodedAfterwards() {
    ObjectTagger tagger = slowTagger();

    assertThat(tagAll(tagger, Deadline.in(Duration.ofSeconds(3)), 4))
        .allSatisfy(attempt ->
            assertThat(attempt)
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(UncheckedIOException.class)
                .withMessageContaining("Timed out before"));
    released.countDown();

    assertThat(tagger.tag(ref("b", null, s3.put("b", ALP)), Deadline.in(LONG)))
        .isInstanceOf(Tagged.class);
    assertThat(decoded).hasValue(3);
  }

  @Test
  void waitingForADecoderMayTakeLongerThanAStepIfOnlyStepsAreLimited() throws Exception {
    Duration step = Duration.ofSeconds(2);
    List<CompletableFuture<TaggingOutcome>> attempts =
        tagAll(slowTagger(), TimeLimit.perStep(step), 6);

    Thread.sleep(step.multipliedBy(2));
    released.countDown();

    assertThat(attempts)
        .allSatisfy(attempt -> assertThat(attempt).succeedsWithin(LONG).isInstanceOf(Tagged.class));
  }

  /** Sends a part of the content, and the rest slowly or never. */
  private static boolean begin(HttpExchange exchange, String call, String eTag, int length)
      throws IOException {
    if (!call.equals("GET")) {
      return false;
    }
    exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write(ALP, 0, 4);
    exchange.getResponseBody().flush();
    return true;
  }

  private void assertTimesOut(String eTag, Duration time) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> tagger(true).tag(ref("a", null, eTag), Deadline.in(time)))
        .withMessageContaining("Timed out before");
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void slowContentEndsAtTheDeadline() {
    String eTag = s3.put("a", ALP);
    s3.fault((exchange, call) -> {
      if (!begin(exchange, call, eTag, 1000)) {
        return false;
      }
      for (int i = 0; i < 900 && !await(released, Duration.ofMillis(100)); i++) {
        exchange.getResponseBody().write(i);
        exchange.getResponseBody().flush();
      }
      return true;
    });

    assertTimesOut(eTag, Duration.ofSeconds(1));
  }

  @Test
  void aBlockedReadEndsAtTheDeadline() {
    String eTag = s3.put("a", ALP);
    s3.fault((exchange, call) -> begin(exchange, call, eTag, ALP.length) && await(released));

    // Less than the socket's timeout of 5 s.
    assertTimesOut(eTag, Duration.ofSeconds(1));
  }

  @Test
  void aMissingResponseEndsAtTheDeadline() {
    s3.put("a", ALP);
    s3.fault((_, _) -> await(released));

    assertThatExceptionOfType(SdkException.class)
        .isThrownBy(
            () -> tagger(true).tag(ref("a", null, null), Deadline.in(Duration.ofMillis(500))));
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void lessThanAMillisecondCountsAsNoTime() {
    Deadline deadline = Deadline.in(Duration.ofNanos(999_999));

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(deadline::remaining);
  }

  private static boolean await(CountDownLatch latch) {
    return await(latch, LONG);
  }

  private static boolean await(CountDownLatch latch, Duration time) {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
