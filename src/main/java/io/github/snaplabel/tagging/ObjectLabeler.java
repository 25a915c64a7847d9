package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;

/** Labels objects without reading or writing their tags. Thread-safe. */
public final class ObjectLabeler {
  private final ObjectStore store;
  private final ObjectReader reader;

  /**
   * Creates a labeler.
   *
   * @param maxConcurrentDecodes maximum number of images decoded at the same time
   */
  public ObjectLabeler(
      ObjectStore store, Labeler labeler, ImageLimits limits, int maxConcurrentDecodes) {
    this.store = store;
    this.reader = new ObjectReader(labeler, limits, maxConcurrentDecodes);
  }

  /**
   * Reads and labels one object, with the same limits on size and memory as the tagger.
   *
   * @throws ObjectGoneException if there is no such object, or no such version of it
   * @throws ContentUnavailableException if the content is archived or cannot be decrypted
   * @throws IOException if the connection fails
   * @throws java.io.UncheckedIOException if the deadline passes first
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 rejects the request or fails
   */
  public ObjectContent label(ObjectRef object, LabelOptions options, TimeLimit limit)
      throws ObjectGoneException, ContentUnavailableException, IOException {
    try (ByteBudget.Reservation _ = reader.reserveMemory(object, limit);
        StoredObject stored = store.open(object, limit.forStep())) {
      return reader.read(stored, options, limit, _ -> {});
    }
  }
}
