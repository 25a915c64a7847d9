package io.github.snaplabel.tagging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The storage classes of the objects in {@link FakeS3}, and whether their content can be read. Tags
 * can be read and written regardless.
 */
public final class FakeStorage {
  /** The error in response to a GET of the content. */
  record Refusal(int status, String code, String message) {}

  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  private final Map<String, String> classes = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** Moves an object to a storage class, and archives it if the class is an archive. */
  public void moveTo(String storageClass, String key) {
    classes.put(key, storageClass);
    if (ARCHIVES.contains(storageClass)) {
      archive(key);
    }
  }

  /** Archives an object without changing its class, like an archive tier of INTELLIGENT_TIERING. */
  public void archive(String key) {
    refuse(
        key, 403, "InvalidObjectState", "The operation is not valid for the object's access tier");
  }

  /** Restores an archived object, so that its content can be read. */
  public void restore(String key) {
    refusals.remove(key);
  }

  /** Behaves as if the object had been encrypted with a customer-provided key (SSE-C). */
  public void encryptWithCustomerKey(String key) {
    refuse(
        key,
        400,
        "InvalidRequest",
        "The object was stored using a form of Server Side Encryption. The correct parameters must"
            + " be provided to retrieve the object.");
  }

  /** Responds to a GET of the content with an error. */
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
