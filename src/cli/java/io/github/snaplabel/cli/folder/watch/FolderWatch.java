package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a folder recursively, and reports changes. Notifications of the file system only trigger
 * a scan, which finds changes by comparison, so a lost notification merely delays them by seconds.
 */
public final class FolderWatch implements AutoCloseable {
  /** How long a file must stay unchanged before it is reported. */
  private static final Duration SETTLE_TIME = Duration.ofMillis(500);

  /** How long notifications, which come in bursts, are collected before a scan. */
  private static final Duration BATCH_TIME = Duration.ofMillis(100);

  /** How often to scan without any notification. */
  private static final Duration RESCAN_INTERVAL = Duration.ofSeconds(5);

  /** How long closing waits for a scan, which may block on an unresponsive file system. */
  private static final Duration CLOSE_TIME = Duration.ofSeconds(1);

  private final Folder folder;
  private final FolderListener listener;
  private final Consumer<String> warn;
  private final WatchService notifications;
  private final FolderChanges changes = new FolderChanges(SETTLE_TIME);
  private final Set<Path> watched = new HashSet<>();
  private final Set<String> warnings = new HashSet<>();
  private boolean initialScanDone;
  private final Thread thread = Thread.ofPlatform().daemon().name("folder").unstarted(this::run);

  /**
   * Creates a watch that {@link #start} starts.
   *
   * @param warn receives each warning once, such as about a file that cannot be read
   */
  public FolderWatch(Folder folder, FolderListener listener, Consumer<String> warn)
      throws IOException {
    this.folder = folder;
    this.listener = listener;
    this.warn = warn;
    this.notifications = folder.root().getFileSystem().newWatchService();
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        await(scan() ? SETTLE_TIME : RESCAN_INTERVAL);
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      // The watch has been closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Scans the folder; returns whether to scan again soon. */
  private boolean scan() throws InterruptedException {
    try {
      FolderContents contents = folder.list();
      boolean newFolders = contents.folders().stream().filter(this::register).count() > 0;
      contents.unreadable().values().forEach(path -> warnOnce("%s cannot be read".formatted(path)));
      contents.unnamed().forEach(this::warnOfName);
      if (!initialScanDone) {
        listener.initialScanStarted(contents::mayHave);
      }
      FolderChanges.FolderDiff diff =
          changes.update(contents.files(), contents::mayHave, Instant.now());
      announce(diff.removed(), listener::fileRemoved);
      announce(diff.ready(), listener::fileReady);
      if (!initialScanDone) {
        listener.initialScanCompleted();
        initialScanDone = true;
      }
      // Files added before a new folder was registered caused no notification.
      return diff.unsettled() || newFolders;
    } catch (IOException e) {
      warnOnce("The folder cannot be scanned: " + e.getMessage());
      return false;
    } catch (ClosedWatchServiceException e) {
      throw e;
    } catch (RuntimeException e) {
      // Otherwise the thread would end, and with it the watch.
      warnOnce("Unexpected error while scanning the folder: " + e);
      return false;
    }
  }

  /** Passes changes to the listener, unless the watch is closed. */
  private void announce(List<String> keys, Consumer<String> method) throws InterruptedException {
    for (String key : keys) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        method.accept(key);
      } catch (RuntimeException e) {
        changes.repeat(key);
        warnOnce("Unexpected error while handling %s: %s".formatted(key, e));
      }
    }
  }

  private void warnOfName(Path path) {
    warnOnce(
        "%s is ignored because its name is not valid UTF-8, as S3 keys must be: rename it"
            .formatted(path));
  }

  /** Registers a folder for notifications; returns whether it is newly registered. */
  private boolean register(Path path) {
    if (!watched.add(path)) {
      return false;
    }
    try {
      path.register(
          notifications,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return true;
    } catch (IOException e) {
      watched.remove(path);
      warnOnce(
          "%s is only scanned every %d s because it cannot be watched: %s"
              .formatted(path, RESCAN_INTERVAL.toSeconds(), e.getMessage()));
      return false;
    }
  }

  /** Waits for notifications, at most for the timeout, and clears them. */
  private void await(Duration timeout) throws InterruptedException {
    WatchKey notification = notifications.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (notification != null) {
      Thread.sleep(BATCH_TIME);
    }
    for (; notification != null; notification = notifications.poll()) {
      notification.pollEvents();
      if (!notification.reset()) {
        watched.remove((Path) notification.watchable());
      }
    }
  }

  private void warnOnce(String warning) {
    if (warnings.add(warning)) {
      warn.accept(warning);
    }
  }

  /** Ends the watch. The listener is no longer called, unless the file system is unresponsive. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      notifications.close();
      thread.join(CLOSE_TIME);
    } catch (IOException e) {
      warn.accept("The folder watch cannot be closed: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
