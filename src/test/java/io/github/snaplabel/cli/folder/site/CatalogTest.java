package io.github.snaplabel.cli.folder.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CatalogTest {
  private final Catalog catalog = new Catalog();

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nothingIsRemovedBetweenTheConditionAndThePut() throws Exception {
    Thread removal = Thread.ofPlatform().unstarted(() -> catalog.remove("a.jpg"));

    catalog.putIf(
        () -> {
          removal.start();
          while (removal.getState() != Thread.State.BLOCKED && removal.isAlive()) {
            Thread.onSpinWait();
          }
          return true;
        },
        CatalogEntry.waiting("a.jpg", 0));

    removal.join();
    assertThat(catalog.all()).isEmpty();
    assertThat(catalog.counts().pending()).isZero();
  }

  @Test
  void anEntryWhoseConditionDoesNotHoldIsNotPut() {
    catalog.listen((key, _) -> {
      throw new AssertionError(key);
    });

    catalog.putIf(() -> false, CatalogEntry.waiting("a.jpg", 0));

    assertThat(catalog.all()).isEmpty();
  }
}
