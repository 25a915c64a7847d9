package io.github.snaplabel.cli.folder;

import io.github.snaplabel.cli.folder.site.Catalog;
import io.github.snaplabel.cli.folder.site.Catalog.Counts;
import io.github.snaplabel.cli.folder.site.CatalogEntry;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints the result of each picture to the terminal. Thread-safe. */
final class Reporter implements Catalog.CatalogListener {
  private final Catalog catalog;
  private final Screen screen;
  private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
  private int earlier;
  private boolean initialScanDone;
  private boolean summarized;

  Reporter(Catalog catalog, Screen screen) {
    this.catalog = catalog;
    this.screen = screen;
  }

  @Override
  public void changed(String key, @Nullable CatalogEntry now) {
    if (now == null) {
      screen.line(screen.styled(Style.faint, key + ": gone"));
    } else {
      report(now);
    }
    summarize();
    if (now == null || now.state() != CatalogEntry.State.WAITING) {
      screen.status(screen.styled(Style.bold, progress()));
    }
  }

  private void report(CatalogEntry now) {
    String name = screen.styled(Style.reset, now.key() + ": ");
    switch (now.state()) {
      case WAITING, OTHER -> {}
      case WORKING -> inProgress.add(now.key());
      case TAGGED -> {
        if (inProgress.remove(now.key())) {
          screen.line(name + screen.styled(Style.fg_green, bestLabel(now)));
        } else {
          countEarlier();
        }
      }
      case UNREADABLE -> {
        if (inProgress.remove(now.key())) {
          screen.line(name + screen.styled(Style.fg_yellow, error(now)));
        }
      }
      case RETRYING ->
          screen.line(name + screen.styled(Style.fg_yellow, error(now) + " (will retry)"));
      case FAILED -> screen.line(name + screen.styled(Style.fg_red, error(now) + " (giving up)"));
    }
  }

  private static String bestLabel(CatalogEntry entry) {
    return entry.labels().stream()
        .findFirst()
        .map(label ->
            String.format(Locale.ROOT, "%s %.1f %%", label.name(), 100 * label.probability()))
        .orElse("no label is probable enough");
  }

  private static String error(CatalogEntry entry) {
    return Objects.requireNonNullElse(entry.error(), "");
  }

  private synchronized void countEarlier() {
    earlier++;
  }

  /** Shows progress from now on, and the summary once all files of the initial scan are done. */
  void initialScanCompleted() {
    synchronized (this) {
      initialScanDone = true;
    }
    summarize();
    screen.status(screen.styled(Style.bold, progress()));
  }

  /** Prints the summary once, when all files found at the start are done. */
  private synchronized void summarize() {
    Counts counts = catalog.counts();
    if (!initialScanDone || summarized || counts.pending() > 0) {
      return;
    }
    summarized = true;
    screen.line(counts.pictures() == 0 ? "There are no pictures yet." : summary(counts));
    if (counts.other() > 0) {
      screen.line(
          "%d other %s skipped.".formatted(counts.other(), counts.other() == 1 ? "file" : "files"));
    }
  }

  private String summary(Counts counts) {
    return "%s%s%s%s."
        .formatted(
            tagged(),
            earlier == 0 ? "" : ", %d of them in an earlier run".formatted(earlier),
            counts.unreadable() == 0 ? "" : ", %d cannot be read".formatted(counts.unreadable()),
            counts.failed() == 0 ? "" : ", %d failed".formatted(counts.failed()));
  }

  /** Returns how many pictures are tagged, as a sentence without its final period. */
  String tagged() {
    Counts counts = catalog.counts();
    return "%s %s tagged"
        .formatted(ofPictures(counts.tagged(), counts), counts.tagged() == 1 ? "is" : "are");
  }

  private String progress() {
    Counts counts = catalog.counts();
    return "%s done%s"
        .formatted(
            ofPictures(counts.pictures() - counts.pending(), counts),
            counts.failed() == 0 ? "" : ", %d failed".formatted(counts.failed()));
  }

  private static String ofPictures(int number, Counts counts) {
    return "%d of %d %s"
        .formatted(number, counts.pictures(), counts.pictures() == 1 ? "picture" : "pictures");
  }
}
