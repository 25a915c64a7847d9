package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Labels objects and writes the labels to their tags. Thread-safe.
 *
 * <p>The calls of one object: GET, whose body is read last; its tags, if there may be labels among
 * them; when the labels are known, its tags again; the new tags at once; and a look at what is
 * there now. S3 has no condition for writing tags: what another writer adds in the milliseconds
 * between our reading and our writing is lost unseen. What it takes from us is seen and repaired.
 */
public final class ObjectTagger {
  /** How often tags are written again, and replaced content is labeled, before giving up. */
  private static final int ATTEMPTS = 5;

  private final ObjectStore store;
  private final ObjectReader reader;
  private final LabelTags labelTags;
  private final boolean skipTagged;

  /**
   * Makes a tagger.
   *
   * @param model that labels, its version included, as the tags tell it
   * @param atOnce pictures that are labelled side by side at most
   */
  public ObjectTagger(
      ObjectStore store,
      Labeler labeler,
      ImageLimits limits,
      TaggingSettings settings,
      String model,
      int atOnce) {
    this.store = store;
    this.reader = new ObjectReader(labeler, limits, settings.wanted(), atOnce);
    this.labelTags = new LabelTags(settings.prefix(), model);
    this.skipTagged = settings.skipTagged();
  }

  /**
   * Labels one object.
   *
   * @throws UncheckedIOException if the connection fails, the time runs out, or another writer
   *     keeps interfering ({@link TagConflictException})
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or fails
   */
  public TaggingOutcome tag(ObjectRef object, TimeLimit limit) {
    try {
      return tag(object, skipTagged, ATTEMPTS, limit);
    } catch (ObjectGoneException _) {
      return new Gone();
    } catch (ContentUnavailableException e) {
      return e.outcome();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TaggingOutcome tag(ObjectRef object, boolean skip, int attempts, TimeLimit limit)
      throws ObjectGoneException, IOException {
    StoredObject.Id id;
    boolean mayBeTagged;
    TaggingOutcome outcome;
    try (ByteBudget.Share _ = reader.room(object, limit);
        StoredObject stored = store.open(object, limit.forStep())) {
      id = stored.id();
      mayBeTagged = stored.mayBeTagged();
      if (skip && mayBeTagged && labelTags.isSeen(store.tags(id, limit.forStep()))) {
        return new AlreadyTagged();
      }
      outcome = reader.read(stored, limit);
    }
    Map<String, String> added = tags(outcome);
    if (added.isEmpty() && !mayBeTagged) {
      return outcome;
    }
    return write(id, outcome, added, attempts, limit);
  }

  /** Files that are not images get no tags; tags left by an image they replaced are removed. */
  private Map<String, String> tags(TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged tagged -> labelTags.of(tagged.image());
      case Unreadable unreadable -> labelTags.error(unreadable.code());
      case NotAnImage _, NoTagsLeft _, AlreadyTagged _, Archived _, CannotDecrypt _, Gone _ ->
          Map.of();
    };
  }

  /** Merges our tags into those that are there at this moment, until they are seen to be there. */
  private TaggingOutcome write(
      StoredObject.Id id,
      TaggingOutcome outcome,
      Map<String, String> added,
      int attempts,
      TimeLimit limit)
      throws ObjectGoneException, IOException {
    Map<String, String> present = store.tags(id, limit.forStep());
    Map<String, String> merged = labelTags.merge(present, added);
    for (int writes = 0; !merged.equals(present); writes++) {
      if (writes == ATTEMPTS) {
        throw new TagConflictException("Another writer removed our tags each time");
      }
      store.tag(id, merged, limit.forStep());
      present = store.tags(id, limit.forStep());
      if (isReplaced(id, limit)) {
        return labelSuccessor(id, attempts - 1, limit);
      }
      merged = labelTags.merge(present, added);
    }
    return outcome instanceof Tagged tagged && !labelTags.areAmong(merged)
        ? new NoTagsLeft(tagged.bytes())
        : outcome;
  }

  /** Without versions our tags may have been written to other content that was put meanwhile. */
  private boolean isReplaced(StoredObject.Id id, TimeLimit limit) {
    if (!id.replaceable()) {
      return false;
    }
    try {
      store.check(id, limit.forStep());
      return false;
    } catch (ObjectGoneException _) {
      return true;
    }
  }

  /** The new content's own event may have come already, and have found our tags: it is done now. */
  private TaggingOutcome labelSuccessor(StoredObject.Id id, int attempts, TimeLimit limit)
      throws ObjectGoneException, IOException {
    if (attempts == 0) {
      throw new TagConflictException("The object was replaced each time it was labeled");
    }
    try {
      return tag(new ObjectRef(id.bucket(), id.key(), null, null, null), false, attempts, limit);
    } catch (ContentUnavailableException e) {
      removeLabels(id, limit);
      return e.outcome();
    }
  }

  /** The labels were of other content than what is there now, and cannot be read. */
  private void removeLabels(StoredObject.Id id, TimeLimit limit) throws ObjectGoneException {
    Map<String, String> present = store.tags(id, limit.forStep());
    Map<String, String> others = labelTags.merge(present, Map.of());
    if (!others.equals(present)) {
      store.tag(id, others, limit.forStep());
    }
  }
}
