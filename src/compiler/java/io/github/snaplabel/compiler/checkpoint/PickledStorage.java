package io.github.snaplabel.compiler.checkpoint;

/**
 * A storage, as a pickle describes it.
 *
 * @param key name of the storage in the checkpoint
 * @param count number of elements
 */
record PickledStorage(String key, ElementType type, long count) {
  private static final int LONGEST_KEY = 64;

  /**
   * Reads a persistent id: {@code ("storage", class, key, device, count)}, followed in old files by
   * a view of another storage.
   *
   * @throws RefusedPickleException if it is something else
   */
  static PickledStorage of(Object id) {
    if (id instanceof Object[] parts
        && parts.length >= 5
        && "storage".equals(parts[0])
        && parts[1] instanceof StateDictGlobals.StorageClass storage
        && parts[2] instanceof String key
        && key.length() <= LONGEST_KEY
        && (parts[4] instanceof Integer || parts[4] instanceof Long)
        && parts[4] instanceof Number count
        && count.longValue() >= 0
        && count.longValue() <= Long.MAX_VALUE / storage.type().size()) {
      if (parts.length > 5 && parts[5] != null) {
        throw new RefusedPickleException(
            "the checkpoint has views of storages, as PyTorch wrote before 0.4: save it again with"
                + " torch.save");
      }
      return new PickledStorage(key, storage.type(), count.longValue());
    }
    throw new RefusedPickleException(
        "the checkpoint has a persistent id that does not name a storage");
  }

  long bytes() {
    return count * type.size();
  }
}
