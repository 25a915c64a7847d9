package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests the calls that overlap: with labeling, and with each other. */
@Timeout(60)
class TimedTagReadTest extends TaggerFixture {
  private static final String READ = "GET ?tagging";

  private final Deadline deadline = Deadline.in(Duration.ofMinutes(1));

  /** What happens while the next image is labeled. */
  private volatile Runnable meanwhile = () -> {};

  /** Whether tags are being read, or have been, when an image has been labeled. */
  private volatile boolean readMeanwhile;

  /**
   * Returns a tagger that has labeled one object, and so predicts that labeling takes {@code
   * labeling}, and a read of tags {@code reading}.
   */
  private ObjectTagger practicedTagger(Duration labeling, Duration reading) {
    ObjectTagger tagger =
        tagger(
            (image, options) -> {
              meanwhile.run();
              readMeanwhile = s3.calls().contains(READ);
              return label(image, options);
            },
            100,
            true);
    meanwhile = () -> pause(labeling);
    s3.fault((_, call) -> {
      if (call.equals(READ)) {
        pause(reading);
      }
      return false;
    });
    assertThat(tag(tagger, "before")).isInstanceOf(Tagged.class);
    s3.fault((_, _) -> false);
    s3.calls().clear();
    return tagger;
  }

  private TaggingOutcome tag(ObjectTagger tagger, String key) {
    return tagger.tag(ref(key, "1", s3.put(key, ALP, "1")), deadline);
  }

  @Test
  void aReadThatOutlastsTheLabelingIsNotRepeated() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(50), Duration.ofMillis(300));
    CountDownLatch labeled = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    s3.fault((_, call) -> {
      if (call.equals(READ) && reading.getCount() > 0) {
        reading.countDown();
        await(labeled);
        pause(Duration.ofMillis(300));
      }
      return false;
    });
    meanwhile =
        () -> {
          await(reading);
          labeled.countDown();
        };

    assertThat(tag(tagger, "a")).isInstanceOf(Tagged.class);

    assertThat(readMeanwhile).isTrue();
    assertThat(s3.calls()).containsExactly("GET", READ, "PUT ?tagging", READ);
  }

  @Test
  void tagsThatWereReadBeforeTheImageWasLabeledAreReadAgain() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(1), Duration.ofMillis(300));
    meanwhile =
        () -> {
          awaitResponse();
          s3.tag("a", "1", USER_TAGS);
        };

    assertThat(tag(tagger, "a")).isInstanceOf(Tagged.class);

    assertThat(readMeanwhile).isTrue();
    assertThat(s3.tags("a", "1")).containsAllEntriesOf(USER_TAGS).hasSize(7);
    assertThat(s3.calls()).containsExactly("GET", READ, READ, "PUT ?tagging", READ);
  }

  @Test
  void aReadThatFailsBeforeTheImageIsLabeledIsRepeated() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(1), Duration.ofMillis(300));
    s3.fault(FakeS3.error(READ, 403, "AccessDenied", 1));
    meanwhile = this::awaitResponse;

    assertThat(tag(tagger, "a")).isInstanceOf(Tagged.class);
    assertThat(s3.calls()).containsExactly("GET", READ, READ, "PUT ?tagging", READ);
  }

  @Test
  void aReadThatFailsAfterTheImageWasLabeledFailsTheObject() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(50), Duration.ofMillis(300));
    CountDownLatch reading = new CountDownLatch(1);
    s3.fault((exchange, call) -> {
      if (!call.equals(READ)) {
        return false;
      }
      reading.countDown();
      pause(Duration.ofMillis(300));
      FakeS3.refuse(exchange, 403, "AccessDenied");
      return true;
    });
    meanwhile = () -> await(reading);

    assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> tag(tagger, "a"));
    assertThat(s3.calls()).containsExactly("GET", READ);
    assertThat(s3.tags("a", "1")).isEmpty();
  }

  @Test
  void aReadThatOutlastsTheDeadlineFailsTheObjectAndHasEnded() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(1), Duration.ofMillis(300));
    CountDownLatch released = new CountDownLatch(1);
    s3.fault((_, call) -> call.equals(READ) && await(released));

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() ->
            tagger.tag(ref("a", "1", s3.put("a", ALP, "1")), Deadline.in(Duration.ofSeconds(1))));

    assertThat(threadsThatRead()).isZero();
    released.countDown();
    assertThat(s3.tags("a", "1")).isEmpty();
  }

  @Test
  void noReadIsLeftWhenLabelingEndsAtTheDeadline() {
    ObjectTagger tagger = practicedTagger(Duration.ofSeconds(2), Duration.ofMillis(1));
    CountDownLatch released = new CountDownLatch(1);
    meanwhile = () -> await(released);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() ->
            tagger.tag(ref("a", "1", s3.put("a", ALP, "1")), Deadline.in(Duration.ofMillis(500))))
        .withMessageContaining("Timed out");

    assertThat(threadsThatRead()).isZero();
    assertThat(s3.calls()).containsExactly("GET");
    released.countDown();
  }

  @Test
  void theTagsOfAFileThatIsNotAnImageAreNotRead() {
    ObjectTagger tagger = practicedTagger(Duration.ofMillis(500), Duration.ofMillis(1));
    meanwhile = () -> {};

    assertThat(tagger.tag(ref("a", "1", s3.put("a", bytes("hello"), "1")), deadline))
        .isEqualTo(new NotAnImage(5));
    assertThat(s3.calls()).containsExactly("GET");
  }

  @Test
  void bothCallsAfterTheWriteRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicBoolean written = new AtomicBoolean();
    AtomicInteger met = new AtomicInteger();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging")) {
        written.set(true);
      } else if (written.get()) {
        both.countDown();
        met.addAndGet(await(both) ? 1 : 0);
      }
      return false;
    });

    assertThat(upload("a", ALP)).isInstanceOf(Tagged.class);
    assertThat(met).hasValue(2);
  }

  private static long threadsThatRead() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tags-"))
        .count();
  }

  /** Waits until tags have been read, and the response has been received. */
  private void awaitResponse() {
    while (!s3.calls().contains(READ) || threadsThatRead() > 0) {
      pause(Duration.ofMillis(5));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      // The tagger interrupts labeling when it gives up.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
