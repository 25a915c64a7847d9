package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NoRoom;
import io.github.snaplabel.tagging.TaggingOutcome.NotAPicture;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.PictureLabeler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Labels objects and writes the labels to their tags. Thread-safe.
 *
 * <p>The calls of one object: GET, whose headers tell whether there are tags and whose body is read
 * last; the tags, if there may be any; the new tags; and a look at what is there now. S3 has no
 * condition for writing tags, so that whatever another writer did between our reading and writing
 * is only seen afterwards. It is mended once.
 */
public final class ObjectTagger {
  private final ObjectStore store;
  private final PictureReader reader;
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
      PictureLabeler labeler,
      ImageLimits limits,
      TaggingSettings settings,
      String model,
      int atOnce) {
    this.store = store;
    this.reader = new PictureReader(labeler, limits, settings.wanted(), atOnce);
    this.labelTags = new LabelTags(settings.prefix(), model);
    this.skipTagged = settings.skipTagged();
  }

  /**
   * Labels one object.
   *
   * @throws UncheckedIOException if the connection fails, or the time is over
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or fails
   */
  public TaggingOutcome tag(ObjectRef object, Deadline deadline) {
    try {
      return tag(object, skipTagged, deadline);
    } catch (ObjectGone _) {
      return new Gone();
    } catch (ContentUnavailableException e) {
      return e.outcome();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TaggingOutcome tag(ObjectRef object, boolean skip, Deadline deadline)
      throws ObjectGone, IOException {
    StoredObject.Id id;
    TaggingOutcome outcome;
    Map<String, String> present;
    try (ByteBudget.Share _ = reader.room(object, deadline);
        StoredObject stored = store.open(object, deadline)) {
      id = stored.id();
      present = stored.mayBeTagged() ? store.tags(id, deadline) : Map.of();
      if (skip && labelTags.isSeen(present)) {
        return new AlreadyTagged();
      }
      outcome = reader.read(stored, deadline);
    }
    Map<String, String> added = tags(outcome);
    Map<String, String> merged = labelTags.merge(present, added);
    if (merged.equals(present)) {
      return told(outcome, merged);
    }
    Map<String, String> written = write(id, merged, added, deadline);
    return settled(id, told(outcome, written), deadline);
  }

  /** What is no picture gets none, and loses those of a picture that it took the place of. */
  private Map<String, String> tags(TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged tagged -> labelTags.of(tagged.image());
      case Unreadable unreadable -> labelTags.error(unreadable.code());
      case NotAPicture _, NoRoom _, AlreadyTagged _, Archived _, CannotDecrypt _, Gone _ ->
          Map.of();
    };
  }

  /** The outcome for an object that has these tags now. */
  private TaggingOutcome told(TaggingOutcome outcome, Map<String, String> tags) {
    return outcome instanceof Tagged tagged && !labelTags.areAmong(tags)
        ? new NoRoom(tagged.bytes())
        : outcome;
  }

  /**
   * Writes our tags beside the others, and once more if another writer came in between.
   *
   * @return all tags, as they were left
   */
  private Map<String, String> write(
      StoredObject.Id id, Map<String, String> merged, Map<String, String> added, Deadline deadline)
      throws ObjectGone {
    store.tag(id, merged, deadline);
    Map<String, String> now = store.tags(id, deadline);
    Map<String, String> mended = labelTags.merge(now, added);
    if (!mended.equals(now)) {
      store.tag(id, mended, deadline);
    }
    return mended;
  }

  /**
   * Without versions our tags may have come upon other content that was put meanwhile. Its own
   * event may have been here already, and have found it labelled: so it is labelled now.
   */
  private TaggingOutcome settled(StoredObject.Id id, TaggingOutcome outcome, Deadline deadline)
      throws ObjectGone, IOException {
    if (!id.replaceable()) {
      return outcome;
    }
    try {
      store.check(id, deadline);
      return outcome;
    } catch (ObjectGone _) {
      return tag(new ObjectRef(id.bucket(), id.key(), null, null, null), false, deadline);
    }
  }
}
