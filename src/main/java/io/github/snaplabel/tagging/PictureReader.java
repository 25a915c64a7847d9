package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome.NotAPicture;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.ImageTooLarge;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.NotAnImage;
import io.github.snaplabel.vision.PictureLabeler;
import io.github.snaplabel.vision.TopK;
import io.github.snaplabel.vision.UnsupportedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/** Reads an object's content, within its bounds, and labels it. Thread-safe. */
final class PictureReader {
  /** Bytes that are enough to tell a picture from other files. */
  private static final int HEAD = 4096;

  /** 64 MiB of files at once: all of many photos, two of the largest unless more is allowed. */
  private static final int BYTES_AT_ONCE = 64 << 20;

  private final PictureLabeler labeler;
  private final ImageLimits limits;
  private final TopK wanted;
  private final ByteBudget bytes = new ByteBudget(BYTES_AT_ONCE);

  /** Decoding takes far more memory than a file does. */
  private final Semaphore decoding;

  PictureReader(PictureLabeler labeler, ImageLimits limits, TopK wanted, int atOnce) {
    this.labeler = labeler;
    this.limits = limits;
    this.wanted = wanted;
    this.decoding = new Semaphore(atOnce);
  }

  /**
   * Waits until there is room in memory for what will be read of an object. This comes before it is
   * opened: a connection that waited would lie idle until S3 ends it.
   *
   * @return to be closed when the object has been read
   * @throws UncheckedIOException if the time is over before
   */
  ByteBudget.Share room(ObjectRef object, Deadline deadline) {
    return bytes.take(bytesToRead(object), deadline);
  }

  /** The size that an event tells is that of the content which its version or ETag names. */
  private long bytesToRead(ObjectRef object) {
    boolean named = object.versionId() != null || object.eTag() != null;
    Long size = object.size();
    if (size == null || !named) {
      return limits.maxBytes();
    }
    return size > limits.maxBytes() ? HEAD : size;
  }

  /**
   * Labels the content, for which there is {@link #room}.
   *
   * @return Tagged, NotAPicture or Unreadable
   * @throws IOException if the content does not come whole
   */
  TaggingOutcome read(StoredObject stored, Deadline deadline) throws IOException {
    try {
      checkSize(stored, deadline);
      byte[] content = stored.read((int) stored.size(), deadline);
      LabeledImage image = label(content);
      return new Tagged(content.length, image, LabelTags.line(image));
    } catch (NotAnImage _) {
      return new NotAPicture(stored.size());
    } catch (ImageException e) {
      return new Unreadable(stored.size(), e.code());
    }
  }

  private LabeledImage label(byte[] content) throws ImageException {
    decoding.acquireUninterruptibly();
    try {
      return labeler.label(content, wanted);
    } finally {
      decoding.release();
    }
  }

  private void checkSize(StoredObject stored, Deadline deadline)
      throws ImageException, IOException {
    try {
      limits.checkBytes(stored.size());
    } catch (ImageTooLarge e) {
      throw refusal(stored, e, deadline);
    }
  }

  /** A large file may well be a video, or be of a kind that is not read at any size. */
  private ImageException refusal(StoredObject stored, ImageTooLarge tooLarge, Deadline deadline)
      throws IOException {
    int head = (int) Math.min(stored.size(), HEAD);
    try {
      label(stored.read(head, deadline));
      return tooLarge;
    } catch (NotAnImage | UnsupportedImage e) {
      return e;
    } catch (ImageException _) {
      return tooLarge;
    }
  }
}
