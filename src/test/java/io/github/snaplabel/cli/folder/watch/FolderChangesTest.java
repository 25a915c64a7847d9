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
    return changes.update(files, _ -> false, NOON.plusMillis(milliseconds));
  }

  @Test
  void oldFilesOfTheFirstScanAreReady() {
    assertThat(after(0, Map.of("b", OLD, "a", OLD)).ready()).containsExactly("a", "b");
    assertThat(after(1000, Map.of("b", OLD, "a", OLD)).ready()).isEmpty();
  }

  @Test
  void aFileWrittenDuringTheFirstScanMustSettle() {
    FileVersion fresh = new FileVersion(1, NOON.minusMillis(100));

    FolderChanges.FolderDiff first = after(0, Map.of("a", fresh));

    assertThat(first.ready()).isEmpty();
    assertThat(first.unsettled()).isTrue();
    assertThat(after(400, Map.of("a", fresh)).ready()).containsExactly("a");
  }

  @Test
  void aGrowingFileIsReportedOnceItHasSettled() {
    after(0, Map.of());
    for (int size = 1; size <= 5; size++) {
      FileVersion grown = new FileVersion(size, NOON.plusMillis(size * 300L));
      assertThat(after(size * 300L, Map.of("a", grown)).ready()).isEmpty();
    }
    FileVersion last = new FileVersion(5, NOON.plusMillis(1500));
    assertThat(after(1900, Map.of("a", last)).ready()).isEmpty();
    assertThat(after(2000, Map.of("a", last)).ready()).containsExactly("a");
    assertThat(after(3000, Map.of("a", last)).ready()).isEmpty();
  }

  @Test
  void aLaterFileMustSettleWhateverItsModificationTime() {
    after(0, Map.of());

    assertThat(after(100, Map.of("a", OLD)).ready()).isEmpty();
    assertThat(after(600, Map.of("a", OLD)).ready()).containsExactly("a");
  }

  @Test
  void aReplacedFileIsReportedAgainAndARenamedOneAsRemovedAndNew() {
    after(0, Map.of("a", OLD));
    FileVersion other = new FileVersion(2, NOON);

    after(1000, Map.of("a", other));
    assertThat(after(1500, Map.of("a", other)).ready()).containsExactly("a");

    assertThat(after(2000, Map.of("b", other)).removed()).containsExactly("a");
    assertThat(after(2500, Map.of("b", other)).ready()).containsExactly("b");
  }

  @Test
  void aFileThatMayStillExistIsReportedAgainOnceItIsListed() {
    after(0, Map.of("sub/a", OLD, "b", OLD));

    FolderChanges.FolderDiff hidden =
        changes.update(Map.of(), key -> key.startsWith("sub/"), NOON.plusMillis(1000));
    assertThat(hidden.removed()).containsExactly("b");
    assertThat(hidden.ready()).isEmpty();
    assertThat(after(2000, Map.of("sub/a", OLD)).ready()).containsExactly("sub/a");
    assertThat(after(3000, Map.of()).removed()).containsExactly("sub/a");
  }

  @Test
  void aChangeIsReportedAgainOnRequest() {
    after(0, Map.of("a", OLD, "b", OLD));
    changes.repeat("a");
    assertThat(after(1000, Map.of("a", OLD)).ready()).containsExactly("a");

    changes.repeat("b");
    assertThat(after(2000, Map.of("a", OLD)).removed()).containsExactly("b");
    assertThat(after(3000, Map.of("a", OLD)).removed()).isEmpty();
  }
}
