package io.github.snaplabel.cli.folder.site;

import io.github.snaplabel.cli.folder.site.CatalogEntry.State;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All files and how far each has come, for whoever shows them. Thread-safe. */
public final class Catalog {
  private final SortedMap<String, CatalogEntry> pictures = new TreeMap<>();
  private final Map<State, Integer> counts = new EnumMap<>(State.class);
  private final Collection<CatalogListener> listeners = new CopyOnWriteArrayList<>();

  /** Says of how many files which is true. */
  public record Counts(int tagged, int unreadable, int failed, int other, int pending) {
    /** All but the files that are known to be no pictures. */
    public int pictures() {
      return tagged + unreadable + failed + pending;
    }
  }

  /** Is told of changes, from any thread. */
  public interface CatalogListener {
    /** A file has come so far; null if it is gone. */
    void changed(String key, @Nullable CatalogEntry now);
  }

  /** Ends a subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  public void put(CatalogEntry picture) {
    synchronized (this) {
      count(pictures.put(picture.key(), picture), -1);
      count(picture, 1);
    }
    listeners.forEach(listener -> listener.changed(picture.key(), picture));
  }

  public void remove(String key) {
    synchronized (this) {
      count(pictures.remove(key), -1);
    }
    listeners.forEach(listener -> listener.changed(key, null));
  }

  public synchronized Optional<CatalogEntry> find(String key) {
    return Optional.ofNullable(pictures.get(key));
  }

  synchronized List<CatalogEntry> all() {
    return List.copyOf(pictures.values());
  }

  public synchronized Counts counts() {
    return new Counts(
        count(State.TAGGED),
        count(State.UNREADABLE),
        count(State.FAILED),
        count(State.OTHER),
        count(State.WAITING) + count(State.WORKING) + count(State.RETRYING));
  }

  /** Tells a listener of changes from now on. */
  public Subscription listen(CatalogListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void count(@Nullable CatalogEntry picture, int difference) {
    if (picture != null) {
      counts.merge(picture.state(), difference, Integer::sum);
    }
  }

  private int count(State state) {
    return counts.getOrDefault(state, 0);
  }
}
