package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NotAnImageException;
import io.github.snaplabel.tagging.ObjectContent.LabeledContent;
import io.github.snaplabel.tagging.ObjectContent.UnreadableContent;
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
 * <p>The calls per object: GET; GET of the tags, if they may include labels; the body; GET of the
 * current tags, which overlaps with labeling ({@link TimedTagRead}); PUT of the merged tags; and at
 * the same time a GET and a HEAD that detect other writers. S3 has no conditional write for tags,
 * so tags that another writer adds in the milliseconds between our GET and our PUT are lost
 * unnoticed. If another writer removes our tags, they are written again. All calls have ended when
 * an object's outcome is known.
 */
public final class ObjectTagger {
  /** Maximum number of writes, and of times that replaced content is labeled. */
  private static final int MAX_ATTEMPTS = 5;

  private final ObjectStore store;
  private final ObjectReader reader;
  private final LabelOptions options;
  private final LabelTags labelTags;
  private final boolean skipTagged;
  private final ReadTiming timing = new ReadTiming();

  /** The state of an object after our tags were written. */
  private record Written(Map<String, String> tags, boolean replaced) {}

  /**
   * Creates a tagger.
   *
   * @param options certainty and selection of the labels; {@code settings} replace predictions and
   *     language
   * @param model that labels the images, including its version, for the model's tag
   * @param maxConcurrentDecodes maximum number of images decoded at the same time
   */
  public ObjectTagger(
      ObjectStore store,
      Labeler labeler,
      ImageLimits limits,
      TaggingSettings settings,
      LabelOptions options,
      String model,
      int maxConcurrentDecodes) {
    this.store = store;
    this.reader = new ObjectReader(labeler, limits, maxConcurrentDecodes);
    this.options = options.with(settings.topK()).in(settings.language());
    this.labelTags = new LabelTags(settings.prefix(), settings.tags(), model);
    this.skipTagged = settings.skipTagged();
  }

  /**
   * Labels one object.
   *
   * @throws UncheckedIOException if the connection fails, the deadline passes, or another writer
   *     keeps interfering ({@link TagConflictException})
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 rejects a request or fails
   */
  public TaggingOutcome tag(ObjectRef object, TimeLimit limit) {
    try {
      return tag(object, skipTagged, MAX_ATTEMPTS, limit);
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
    try (TimedTagRead tags = new TimedTagRead(store, timing, limit)) {
      StoredObject.Id id;
      boolean mayBeTagged;
      TaggingOutcome outcome;
      try (ByteBudget.Reservation _ = reader.reserveMemory(object, limit);
          StoredObject stored = store.open(object, limit.forStep())) {
        id = stored.id();
        mayBeTagged = stored.mayBeTagged();
        if (skip && mayBeTagged && labelTags.isLabeled(store.tags(id, limit.forStep()))) {
          return new AlreadyTagged();
        }
        outcome =
            outcome(
                reader.read(
                    stored, options, limit, bytes -> tags.labelingStarts(stored.id(), bytes)));
      }
      if (outcome instanceof Tagged) {
        tags.labeled();
      }
      Map<String, String> added = tagsFor(outcome);
      if (added.isEmpty() && !mayBeTagged) {
        return outcome;
      }
      return write(id, tags.current(id), outcome, added, attempts, limit);
    }
  }

  private static TaggingOutcome outcome(ObjectContent content) {
    return switch (content) {
      case LabeledContent(long bytes, LabeledImage image) ->
          new Tagged(bytes, image, LabelTags.line(image));
      case UnreadableContent(long bytes, NotAnImageException _) -> new NotAnImage(bytes);
      case UnreadableContent(long bytes, ImageException reason) ->
          new Unreadable(bytes, reason.code());
    };
  }

  /** Files that are not images get no tags; tags left by an image they replaced are removed. */
  private Map<String, String> tagsFor(TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged tagged -> labelTags.of(tagged.image());
      case Unreadable unreadable -> labelTags.error(unreadable.code());
      case NotAnImage _, NoTagsLeft _, AlreadyTagged _, Archived _, CannotDecrypt _, Gone _ ->
          Map.of();
    };
  }

  /**
   * Merges our tags into the current ones until a read confirms that they were written.
   *
   * @param current tags of the object, read just now
   */
  private TaggingOutcome write(
      StoredObject.Id id,
      Map<String, String> current,
      TaggingOutcome outcome,
      Map<String, String> added,
      int attempts,
      TimeLimit limit)
      throws ObjectGoneException, IOException {
    Map<String, String> present = current;
    Map<String, String> merged = labelTags.merge(present, added);
    for (int writes = 0; !merged.equals(present); writes++) {
      if (writes == MAX_ATTEMPTS) {
        throw new TagConflictException("Another writer removed our tags each time");
      }
      store.tag(id, merged, limit.forStep());
      Written written = checkAfterWrite(id, limit);
      if (written.replaced()) {
        return labelReplacement(id, attempts - 1, limit);
      }
      present = written.tags();
      merged = labelTags.merge(present, added);
    }
    return outcome instanceof Tagged tagged && !added.isEmpty() && !labelTags.areIn(merged)
        ? new NoTagsLeft(tagged.bytes(), tagged.image())
        : outcome;
  }

  /**
   * Reads the tags and checks for a replacement at the same time. If both calls fail, the failure
   * of the read is thrown.
   */
  private Written checkAfterWrite(StoredObject.Id id, TimeLimit limit) throws ObjectGoneException {
    try (BackgroundCall<Boolean> replaced =
        BackgroundCall.start("unchanged", () -> isReplaced(id, limit))) {
      Map<String, String> tags = store.tags(id, limit.forStep());
      return new Written(tags, replaced.await(limit.forStep(), RuntimeException.class));
    }
  }

  /** Returns whether the image was replaced: without versioning, new content may have our tags. */
  private boolean isReplaced(StoredObject.Id id, TimeLimit limit) {
    if (!id.isReplaceable()) {
      return false;
    }
    try {
      store.requireUnchanged(id, limit.forStep());
      return false;
    } catch (ObjectGoneException _) {
      return true;
    }
  }

  /** Labels new content, whose own event may have been skipped already because of our tags. */
  private TaggingOutcome labelReplacement(StoredObject.Id id, int attempts, TimeLimit limit)
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

  /** Removes labels of replaced content from content that cannot be read. */
  private void removeLabels(StoredObject.Id id, TimeLimit limit) throws ObjectGoneException {
    Map<String, String> present = store.tags(id, limit.forStep());
    Map<String, String> others = labelTags.merge(present, Map.of());
    if (!others.equals(present)) {
      store.tag(id, others, limit.forStep());
    }
  }
}
