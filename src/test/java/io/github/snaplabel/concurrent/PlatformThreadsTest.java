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

/** Tests concurrent work, and how it ends. */
@Timeout(60)
class PlatformThreadsTest {
  @Test
  void resultsAreEmittedInOrder() {
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
  void theMaximumConcurrencyIsReachedAndNotExceeded() {
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
  void eachElementRunsOnADaemonPlatformThread() {
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
  void aStreamThatEndsEarlyInterruptsRunningThreadsAndWaitsForThem() {
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
  void anExceptionIsRethrownAndInterruptsTheOthers() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Error expected = new AssertionError("expected");

    assertThatThrownBy(() ->
            Stream.of(true, false)
                .gather(
                    PlatformThreads.mapConcurrent(
                        2,
                        "test",
                        fails -> {
                          if (fails) {
                            await(begun);
                            throw expected;
                          }
                          begun.countDown();
                          waitForInterrupt(interrupted);
                          return fails;
                        }))
                .toList())
        .isSameAs(expected);
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
