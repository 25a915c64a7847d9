package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which objects are in memory at the same time, depending on the size in their events. */
class ObjectTaggerMemoryTest extends TaggerFixture {
  private static final long MAX_BYTES = 40 << 20;

  private final CountDownLatch both = new CountDownLatch(2);
  private final List<Integer> opened = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {0, 3_000_000, 32 << 20, MAX_BYTES + 1})
  void objectsThatFitAreReadConcurrently(long size) {
    tagTwo(size, Duration.ofSeconds(20));

    assertThat(opened).containsExactly(2, 2);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(longs = 33_554_433)
  void anObjectIsNotOpenedBeforeItsMemoryIsReserved(@Nullable Long size) {
    tagTwo(size, Duration.ofSeconds(1));

    assertThat(opened).containsExactly(1, 2);
  }

  private void tagTwo(@Nullable Long size, Duration patience) {
    ObjectTagger tagger = tagger((image, topK) -> label(image, topK, patience), MAX_BYTES, true);
    List<CompletableFuture<TaggingOutcome>> running =
        Stream.of("a", "b")
            .map(key -> new ObjectRef("photos", key, null, s3.put(key, ALP), size))
            .map(object ->
                CompletableFuture.supplyAsync(
                    () -> tagger.tag(object, Deadline.in(Duration.ofMinutes(1))),
                    task -> Thread.ofPlatform().daemon().start(task)))
            .toList();

    assertThat(running).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Tagged.class));
  }

  /** Waits for the other object, and records how many objects have been opened by then. */
  private LabeledImage label(byte[] image, LabelOptions options, Duration patience)
      throws ImageException {
    both.countDown();
    try {
      boolean _ = both.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    opened.add(Collections.frequency(s3.calls(), "GET"));
    return label(image, options);
  }
}
