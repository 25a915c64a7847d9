package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.s3.TagStore;
import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.CatalogEntry;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.FolderWatch;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings what happens in a folder to the function, and what becomes of it to the person and to the
 * file of the tags. It ends when it is closed, or with the process, whatever ends that.
 */
public final class FolderSession implements AutoCloseable, FolderWatch.FolderListener {
  /** From a tag to its place in the file. */
  private static final Duration SAVE_AFTER = Duration.ofSeconds(1);

  private final ObjectIndex objects;
  private final TagStore tags;
  private final Catalog catalog;
  private final NotificationQueue tagging;
  private final Screen screen;
  private final Reporter reporter;
  private final FolderWatch watch;
  private final Thread saver =
      Thread.ofPlatform().daemon().name("tags file").unstarted(this::keepSaving);
  private final Thread hook = new Thread(this::end, "end of the labelling");
  private final AtomicBoolean ended = new AtomicBoolean();
  private long wave;
  private boolean saved = true;

  private FolderSession(
      Folder folder,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      NotificationQueue tagging,
      Screen screen)
      throws IOException {
    this.objects = objects;
    this.tags = tags;
    this.catalog = catalog;
    this.tagging = tagging;
    this.screen = screen;
    this.reporter = new Reporter(catalog, screen);
    this.watch = new FolderWatch(folder, this, screen::line);
  }

  static FolderSession start(
      Folder folder,
      ObjectIndex objects,
      TagStore tags,
      Catalog catalog,
      NotificationQueue tagging,
      Screen screen)
      throws IOException {
    FolderSession started = new FolderSession(folder, objects, tags, catalog, tagging, screen);
    catalog.listen(started.reporter);
    Runtime.getRuntime().addShutdownHook(started.hook);
    started.saver.start();
    started.watch.start();
    return started;
  }

  @Override
  public void begin(Set<String> keys) {
    Set<String> gone = new HashSet<>(tags.all().keySet());
    gone.removeAll(keys);
    gone.forEach(tags::remove);
  }

  @Override
  public void begun() {
    wave++;
    reporter.begun();
  }

  @Override
  public void complete(String key) {
    tagging.announce(CatalogEntry.waiting(key, wave));
    if (wave > 0) {
      wave++;
    }
  }

  @Override
  public void gone(String key) {
    tagging.forget(key);
    tags.remove(key);
    objects.forget(key);
    catalog.remove(key);
  }

  private void keepSaving() {
    try {
      while (true) {
        Thread.sleep(SAVE_AFTER);
        save();
      }
    } catch (InterruptedException _) {
      // It has been closed.
      Thread.currentThread().interrupt();
    }
  }

  private void save() {
    try {
      tags.save();
      saved = true;
    } catch (IOException e) {
      if (saved) {
        screen.line("The tags cannot be written to %s: %s".formatted(tags.path(), e.getMessage()));
      }
      saved = false;
    }
  }

  private void end() {
    if (ended.getAndSet(true)) {
      return;
    }
    // First of all: what fails from now on fails because this ends.
    screen.freeze();
    watch.close();
    tagging.close();
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
