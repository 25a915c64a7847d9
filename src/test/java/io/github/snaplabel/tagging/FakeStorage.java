package io.github.snaplabel.tagging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of {@link FakeS3} are stored: in which class, and whether their content can be
 * read. Tags can be read and written whatever the content's state.
 */
public final class FakeStorage {
  /** S3's answer to whoever wants the content. */
  record Refusal(int status, String code, String message) {}

  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  private final Map<String, String> classes = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** Moves an object into a storage class, of which some are archives. */
  public void moveTo(String storageClass, String key) {
    classes.put(key, storageClass);
    if (ARCHIVES.contains(storageClass)) {
      archive(key);
    }
  }

  /** As after months in INTELLIGENT_TIERING, whose archive tiers are not listed. */
  public void archive(String key) {
    refuse(
        key, 403, "InvalidObjectState", "The operation is not valid for the object's access tier");
  }

  /** As after a restore: an archived object is read as long as its copy is there. */
  public void restore(String key) {
    refusals.remove(key);
  }

  /** As if the object had been put with a key of the customer's. */
  public void encryptWithCustomerKey(String key) {
    refuse(
        key,
        400,
        "InvalidRequest",
        "The object was stored using a form of Server Side Encryption. The correct parameters must"
            + " be provided to retrieve the object.");
  }

  /** Refuses an object's content. */
  public void refuse(String key, int status, String code, String message) {
    refusals.put(key, new Refusal(status, code, message));
  }

  @Nullable Refusal refusal(String key) {
    return refusals.get(key);
  }

  String storageClass(String key) {
    return classes.getOrDefault(key, "STANDARD");
  }

  boolean isRestored(String key) {
    return ARCHIVES.contains(storageClass(key)) && !refusals.containsKey(key);
  }
}
