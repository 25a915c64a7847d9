package io.github.snaplabel.cli.folder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderChangesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final FileVersion OLD = new FileVersion(1, NOON.minusSeconds(60));

  private final FolderChanges changes = new FolderChanges(Duration.ofMillis(500));

  private FolderChanges.FolderDiff after(long milliseconds, Map<String, FileVersion> files) {
    return changes.see(files, NOON.plusMillis(milliseconds));
  }

  @Test
  void whatIsThereAtFirstAndOldIsComplete() {
    assertThat(after(0, Map.of("b", OLD, "a", OLD)).complete()).containsExactly("a", "b");
    assertThat(after(1000, Map.of("b", OLD, "a", OLD)).complete()).isEmpty();
  }

  @Test
  void whatIsBeingWrittenAtFirstIsWaitedFor() {
    FileVersion fresh = new FileVersion(1, NOON.minusMillis(100));

    FolderChanges.FolderDiff first = after(0, Map.of("a", fresh));

    assertThat(first.complete()).isEmpty();
    assertThat(first.unsettled()).isTrue();
    assertThat(after(400, Map.of("a", fresh)).complete()).containsExactly("a");
  }

  @Test
  void aFileThatGrowsIsToldOnceWhenItIsStill() {
    after(0, Map.of());
    for (int size = 1; size <= 5; size++) {
      FileVersion grown = new FileVersion(size, NOON.plusMillis(size * 300L));
      assertThat(after(size * 300L, Map.of("a", grown)).complete()).isEmpty();
    }
    FileVersion last = new FileVersion(5, NOON.plusMillis(1500));
    assertThat(after(1900, Map.of("a", last)).complete()).isEmpty();
    assertThat(after(2000, Map.of("a", last)).complete()).containsExactly("a");
    assertThat(after(3000, Map.of("a", last)).complete()).isEmpty();
  }

  @Test
  void aFileThatComesLaterIsWaitedForHoweverOldItSaysItIs() {
    after(0, Map.of());

    assertThat(after(100, Map.of("a", OLD)).complete()).isEmpty();
    assertThat(after(600, Map.of("a", OLD)).complete()).containsExactly("a");
  }

  @Test
  void aReplacedFileIsToldAgainAndARenamedOneIsGoneAndNew() {
    after(0, Map.of("a", OLD));
    FileVersion other = new FileVersion(2, NOON);

    after(1000, Map.of("a", other));
    assertThat(after(1500, Map.of("a", other)).complete()).containsExactly("a");

    assertThat(after(2000, Map.of("b", other)).gone()).containsExactly("a");
    assertThat(after(2500, Map.of("b", other)).complete()).containsExactly("b");
  }
}
