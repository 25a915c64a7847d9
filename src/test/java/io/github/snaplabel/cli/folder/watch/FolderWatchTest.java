package io.github.snaplabel.cli.folder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderWatchTest {
  @TempDir Path root;

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @Test
  void aListenerThatFailsOnceGetsTheFileAgain() throws Exception {
    Files.writeString(root.resolve("a.jpg"), "a");
    Files.writeString(root.resolve("b.jpg"), "b");
    RecordedFiles files = new RecordedFiles("ready a.jpg");
    try (FolderWatch watch = new FolderWatch(Folder.open(root), files, warnings::add)) {
      watch.start();

      assertThat(files.next()).isEqualTo("ready b.jpg");
      causeScan();
      assertThat(files.next()).isEqualTo("ready a.jpg");
    }
    assertThat(warnings)
        .containsExactly(
            "Unexpected error while handling a.jpg: java.lang.IllegalStateException: once");
  }

  @Test
  void aListenerThatFailsOnceLearnsOfTheRemovalAgain() throws Exception {
    Path file = Files.writeString(root.resolve("a.jpg"), "a");
    RecordedFiles files = new RecordedFiles("removed a.jpg");
    try (FolderWatch watch = new FolderWatch(Folder.open(root), files, warnings::add)) {
      watch.start();
      assertThat(files.next()).isEqualTo("ready a.jpg");
      Files.delete(file);
      causeScan();

      assertThat(files.next()).isEqualTo("removed a.jpg");
    }
    assertThat(warnings).hasSize(1);
  }

  /** Causes a scan that would otherwise come seconds later. */
  private void causeScan() throws Exception {
    Thread.sleep(300);
    Files.createFile(root.resolve("~"));
  }

  @Test
  void nothingIsReportedAfterClosing() throws Exception {
    for (int i = 0; i < 500; i++) {
      Files.writeString(root.resolve(i + ".jpg"), "a");
    }
    RecordedFiles files = new RecordedFiles("");
    FolderWatch watch = new FolderWatch(Folder.open(root), files, warnings::add);
    watch.start();
    files.next();
    watch.close();
    int reported = files.events.size();

    Thread.sleep(200);
    assertThat(files.events).hasSize(reported);
    assertThat(warnings).isEmpty();
  }

  /** Records what is reported, and throws an exception the first time for one event. */
  private static final class RecordedFiles implements FolderListener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private String failing;

    RecordedFiles(String failing) {
      this.failing = failing;
    }

    private void add(String event) {
      if (event.equals(failing)) {
        failing = "";
        throw new IllegalStateException("once");
      }
      events.add(event);
    }

    String next() throws InterruptedException {
      return String.valueOf(events.poll(60, TimeUnit.SECONDS));
    }

    @Override
    public void initialScanStarted(Predicate<String> mayExist) {}

    @Override
    public void fileReady(String key) {
      add("ready " + key);
    }

    @Override
    public void initialScanCompleted() {}

    @Override
    public void fileRemoved(String key) {
      add("removed " + key);
    }
  }
}
