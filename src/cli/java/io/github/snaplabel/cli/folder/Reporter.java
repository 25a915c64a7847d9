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

/** Tells a person in the terminal what becomes of each picture. Thread-safe. */
final class Reporter implements Catalog.CatalogListener {
  private final Catalog catalog;
  private final Screen screen;
  private final Set<String> worked = ConcurrentHashMap.newKeySet();
  private int before;
  private boolean begun;
  private boolean summed;

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
    sum();
    if (now == null || now.state() != CatalogEntry.State.WAITING) {
      screen.live(screen.styled(Style.bold, progress()));
    }
  }

  private void report(CatalogEntry now) {
    String name = screen.styled(Style.reset, now.key() + ": ");
    switch (now.state()) {
      case WAITING, OTHER -> {}
      case WORKING -> worked.add(now.key());
      case TAGGED -> {
        if (worked.remove(now.key())) {
          screen.line(name + screen.styled(Style.fg_green, best(now)));
        } else {
          countBefore();
        }
      }
      case UNREADABLE -> {
        if (worked.remove(now.key())) {
          screen.line(name + screen.styled(Style.fg_yellow, error(now)));
        }
      }
      case RETRYING ->
          screen.line(name + screen.styled(Style.fg_yellow, error(now) + " (to be tried again)"));
      case FAILED -> screen.line(name + screen.styled(Style.fg_red, error(now) + " (given up)"));
    }
  }

  private static String best(CatalogEntry picture) {
    return picture.labels().stream()
        .findFirst()
        .map(label ->
            String.format(Locale.ROOT, "%s %.1f %%", label.name(), 100 * label.probability()))
        .orElse("nothing that is probable enough");
  }

  private static String error(CatalogEntry picture) {
    return Objects.requireNonNullElse(picture.error(), "");
  }

  private synchronized void countBefore() {
    before++;
  }

  /** The first look is over. */
  void begun() {
    synchronized (this) {
      begun = true;
    }
    sum();
    screen.live(screen.styled(Style.bold, progress()));
  }

  /** Sums up once, when all that was there at the start is done. */
  private synchronized void sum() {
    Counts counts = catalog.counts();
    if (!begun || summed || counts.pending() > 0) {
      return;
    }
    summed = true;
    screen.line(counts.pictures() == 0 ? "There are no pictures yet." : summary(counts));
    if (counts.other() > 0) {
      screen.line(
          "%d other %s left alone."
              .formatted(counts.other(), counts.other() == 1 ? "file is" : "files are"));
    }
  }

  private String summary(Counts counts) {
    return "%s%s%s%s."
        .formatted(
            tagged(),
            before == 0 ? "" : ", %d of them before".formatted(before),
            counts.unreadable() == 0 ? "" : ", %d cannot be read".formatted(counts.unreadable()),
            counts.failed() == 0 ? "" : ", %d failed".formatted(counts.failed()));
  }

  /** How many pictures are tagged, without a full stop. */
  String tagged() {
    Counts counts = catalog.counts();
    return "%d of %d pictures %s tagged"
        .formatted(counts.tagged(), counts.pictures(), counts.tagged() == 1 ? "is" : "are");
  }

  private String progress() {
    Counts counts = catalog.counts();
    return "%d of %d pictures done%s"
        .formatted(
            counts.pictures() - counts.pending(),
            counts.pictures(),
            counts.failed() == 0 ? "" : ", %d failed".formatted(counts.failed()));
  }
}
