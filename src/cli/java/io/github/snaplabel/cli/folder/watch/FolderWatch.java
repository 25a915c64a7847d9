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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a folder at any depth, and tells what changes. The system's notices only say when to
 * look: what happened is seen by comparing, so that a lost notice costs seconds and nothing else.
 */
public final class FolderWatch implements AutoCloseable {
  /** How long a file has to be still to be taken for complete. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  /** Notices come in swarms. */
  private static final Duration SWARM = Duration.ofMillis(100);

  /** When to look anyway. */
  private static final Duration PATROL = Duration.ofSeconds(5);

  /** Is told of changes, by one thread. */
  public interface FolderListener {
    /** The first look: these are the keys of all files. */
    void begin(Set<String> keys);

    /** A file is new, or has new content. */
    void complete(String key);

    /** The first look is over: those that were complete have been told. */
    void begun();

    /** A file is not there any more. */
    void gone(String key);
  }

  private final Folder folder;
  private final FolderListener listener;
  private final Consumer<String> complain;
  private final WatchService notices;
  private final FolderChanges changes = new FolderChanges(MOMENT);
  private final Set<Path> watched = new HashSet<>();
  private final Set<String> complaints = new HashSet<>();
  private boolean begun;
  private final Thread thread = Thread.ofPlatform().daemon().name("folder").unstarted(this::run);

  /**
   * Watches nothing yet.
   *
   * @param complain is told, once each, what cannot be looked at
   */
  public FolderWatch(Folder folder, FolderListener listener, Consumer<String> complain)
      throws IOException {
    this.folder = folder;
    this.listener = listener;
    this.complain = complain;
    this.notices = folder.root().getFileSystem().newWatchService();
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        await(look() ? MOMENT : PATROL);
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      // It has been closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Answers whether to look again soon. */
  private boolean look() {
    try {
      Folder.Contents contents = folder.list();
      boolean grown = contents.folders().stream().filter(this::watch).count() > 0;
      contents.unreadable().forEach(path -> complainOnce("%s may not be read".formatted(path)));
      FolderChanges.FolderDiff seen = changes.see(contents.files(), Instant.now());
      if (!begun) {
        listener.begin(contents.files().keySet());
      }
      seen.gone().forEach(listener::gone);
      seen.complete().forEach(listener::complete);
      if (!begun) {
        listener.begun();
        begun = true;
      }
      // What came before a new folder was watched has not been noticed.
      return seen.unsettled() || grown;
    } catch (IOException e) {
      complainOnce("The folder cannot be looked at: " + e.getMessage());
      return false;
    }
  }

  /** Answers whether it is watched from now on. */
  private boolean watch(Path path) {
    if (!watched.add(path)) {
      return false;
    }
    try {
      path.register(
          notices,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return true;
    } catch (IOException e) {
      watched.remove(path);
      complainOnce(
          "%s is looked at every %d s only, because it cannot be watched: %s"
              .formatted(path, PATROL.toSeconds(), e.getMessage()));
      return false;
    }
  }

  /** Waits for a notice, but not for ever. */
  private void await(Duration longest) throws InterruptedException {
    WatchKey notice = notices.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (notice != null) {
      Thread.sleep(SWARM);
    }
    for (; notice != null; notice = notices.poll()) {
      notice.pollEvents();
      if (!notice.reset()) {
        watched.remove((Path) notice.watchable());
      }
    }
  }

  private void complainOnce(String complaint) {
    if (complaints.add(complaint)) {
      complain.accept(complaint);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      notices.close();
    } catch (IOException e) {
      complain.accept("The watch cannot be ended: " + e.getMessage());
    }
  }
}
