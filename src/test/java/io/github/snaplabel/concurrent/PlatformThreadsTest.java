package io.github.snaplabel.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is worked on side by side, and how that ends. */
@Timeout(60)
class PlatformThreadsTest {
  @Test
  void resultsComeInOrderHoweverLongEachTakes() {
    List<Integer> results =
        IntStream.range(0, 100)
            .boxed()
            .gather(
                PlatformThreads.mapConcurrent(
                    8,
                    "test",
                    i -> {
                      sleep(i % 8 == 0 ? 20 : 0);
                      return i;
                    }))
            .toList();

    assertThat(results).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void asManyRunAtOnceAsMayAndNoMore() {
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    List<Boolean> met =
        IntStream.range(0, 20)
            .boxed()
            .gather(
                PlatformThreads.mapConcurrent(
                    4,
                    "test",
                    _ -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      four.countDown();
                      boolean all = await(four);
                      running.decrementAndGet();
                      return all;
                    }))
            .toList();

    assertThat(met).hasSize(20).containsOnly(true);
    assertThat(most).hasValue(4);
  }

  @Test
  void eachRunsOnAPlatformThreadThatDoesNotKeepTheProcess() {
    assertThat(
            Stream.of(1, 2)
                .gather(PlatformThreads.mapConcurrent(2, "work", _ -> Thread.currentThread()))
                .toList())
        .allSatisfy(thread -> {
          assertThat(thread.isVirtual()).isFalse();
          assertThat(thread.isDaemon()).isTrue();
        })
        .extracting(Thread::getName)
        .containsExactly("work-1", "work-2");
  }

  @Test
  void aStreamThatEndsEarlyInterruptsWhatStillRunsAndWaitsForIt() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);

    List<Integer> first =
        IntStream.iterate(0, i -> i + 1)
            .boxed()
            .gather(
                PlatformThreads.mapConcurrent(
                    2,
                    "test",
                    i -> {
                      if (i == 0) {
                        await(begun);
                      } else {
                        begun.countDown();
                        waitForInterrupt(interrupted);
                      }
                      return i;
                    }))
            .limit(1)
            .toList();

    assertThat(first).containsExactly(0);
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void whatGoesWrongIsThrownAsItIsAndInterruptsTheOthers() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Error told = new AssertionError("told to");

    assertThatThrownBy(() ->
            Stream.of(true, false)
                .gather(
                    PlatformThreads.mapConcurrent(
                        2,
                        "test",
                        fails -> {
                          if (fails) {
                            await(begun);
                            throw told;
                          }
                          begun.countDown();
                          waitForInterrupt(interrupted);
                          return fails;
                        }))
                .toList())
        .isSameAs(told);
    assertThat(interrupted.getCount()).isZero();
  }

  private static void waitForInterrupt(CountDownLatch interrupted) {
    try {
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException _) {
      interrupted.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
