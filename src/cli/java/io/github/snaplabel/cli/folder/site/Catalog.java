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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The labeling state of all files, with listeners for changes. Thread-safe. */
public final class Catalog {
  private final SortedMap<String, CatalogEntry> entries = new TreeMap<>();
  private final Map<State, Integer> counts = new EnumMap<>(State.class);
  private final Collection<CatalogListener> listeners = new CopyOnWriteArrayList<>();

  /** Numbers of files by state. */
  public record Counts(int tagged, int unreadable, int failed, int other, int pending) {
    /** Returns the number of all files except those known not to be images. */
    public int pictures() {
      return tagged + unreadable + failed + pending;
    }
  }

  /** Receives changes, on any thread. */
  public interface CatalogListener {
    /**
     * Called after an entry changed.
     *
     * @param now null if the entry was removed
     */
    void changed(String key, @Nullable CatalogEntry now);
  }

  /** Ends a subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  public void put(CatalogEntry entry) {
    putIf(() -> true, entry);
  }

  /**
   * Puts an entry if a condition holds, atomically: an entry that is removed after the condition
   * has become false stays removed.
   *
   * @param condition evaluated under the catalog's lock, so it must be quick
   */
  public void putIf(BooleanSupplier condition, CatalogEntry entry) {
    synchronized (this) {
      if (!condition.getAsBoolean()) {
        return;
      }
      count(entries.put(entry.key(), entry), -1);
      count(entry, 1);
    }
    listeners.forEach(listener -> listener.changed(entry.key(), entry));
  }

  public void remove(String key) {
    synchronized (this) {
      count(entries.remove(key), -1);
    }
    listeners.forEach(listener -> listener.changed(key, null));
  }

  public synchronized Optional<CatalogEntry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized List<CatalogEntry> all() {
    return List.copyOf(entries.values());
  }

  public synchronized Counts counts() {
    return new Counts(
        count(State.TAGGED),
        count(State.UNREADABLE),
        count(State.FAILED),
        count(State.OTHER),
        count(State.WAITING) + count(State.WORKING) + count(State.RETRYING));
  }

  /** Adds a listener for changes from now on. */
  public Subscription listen(CatalogListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void count(@Nullable CatalogEntry entry, int difference) {
    if (entry != null) {
      counts.merge(entry.state(), difference, Integer::sum);
    }
  }

  private int count(State state) {
    return counts.getOrDefault(state, 0);
  }
}
