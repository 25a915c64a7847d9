package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.CatalogEntry;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.FolderListener;
import io.github.snaplabel.cli.folder.watch.FolderWatch;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.event.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A run of labeling a folder: passes changes of the folder to the function, reports results on the
 * screen, and saves the tags. It ends when it is closed or the process exits.
 */
public final class FolderSession implements AutoCloseable, FolderListener {
  /** How often changed tags are saved. */
  private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);

  private final ObjectIndex objects;
  private final TagStore tags;
  private final Catalog catalog;
  private final NotificationQueue notifications;
  private final Screen screen;
  private final Reporter reporter;
  private final FolderWatch watch;
  private final Thread saver =
      Thread.ofPlatform().daemon().name("tags file").unstarted(this::keepSaving);
  private final Thread hook = new Thread(this::end, "folder session end");
  private final AtomicBoolean ended = new AtomicBoolean();
  private long arrivalOrder;
  private boolean writable = true;

  private FolderSession(
      Folder folder,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      NotificationQueue notifications,
      Screen screen)
      throws IOException {
    this.objects = objects;
    this.tags = tags;
    this.catalog = catalog;
    this.notifications = notifications;
    this.screen = screen;
    this.reporter = new Reporter(catalog, screen);
    this.watch = new FolderWatch(folder, this, warning -> screen.line(LogText.of(warning)));
  }

  /** Starts a session. */
  static FolderSession start(
      Folder folder,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      NotificationQueue notifications,
      Screen screen)
      throws IOException {
    FolderSession started =
        new FolderSession(folder, objects, tags, catalog, notifications, screen);
    catalog.listen(started.reporter);
    Runtime.getRuntime().addShutdownHook(started.hook);
    started.saver.start();
    started.watch.start();
    return started;
  }

  @Override
  public void initialScanStarted(Predicate<String> mayExist) {
    tags.all().keySet().stream().filter(mayExist.negate()).forEach(tags::remove);
  }

  @Override
  public void initialScanCompleted() {
    arrivalOrder++;
    reporter.initialScanCompleted();
  }

  @Override
  public void fileReady(String key) {
    notifications.enqueue(CatalogEntry.waiting(key, arrivalOrder));
    if (arrivalOrder > 0) {
      arrivalOrder++;
    }
  }

  @Override
  public void fileRemoved(String key) {
    notifications.forget(key);
    tags.remove(key);
    objects.forget(key);
    catalog.remove(key);
  }

  private void keepSaving() {
    try {
      while (true) {
        Thread.sleep(SAVE_INTERVAL);
        save();
      }
    } catch (InterruptedException _) {
      // The session has been closed.
      Thread.currentThread().interrupt();
    }
  }

  private void save() {
    try {
      tags.save();
      writable = true;
    } catch (IOException | RuntimeException e) {
      // A runtime exception would otherwise end the thread, and with it the saving.
      if (writable) {
        screen.line("Cannot write the tags to %s: %s".formatted(tags.path(), e.getMessage()));
      }
      writable = false;
    }
  }

  private void end() {
    if (ended.getAndSet(true)) {
      return;
    }
    // Frozen first: failures from now on are caused by ending the session.
    screen.freeze();
    watch.close();
    notifications.close();
    saver.interrupt();
    try {
      tags.save();
      screen.last("%s; the tags are in %s.".formatted(reporter.tagged(), tags.path()));
    } catch (IOException e) {
      screen.last(
          "%s, but the tags cannot be written to %s: %s"
              .formatted(reporter.tagged(), tags.path(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    end();
  }
}
