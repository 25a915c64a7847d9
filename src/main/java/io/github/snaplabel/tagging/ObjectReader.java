package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.ImageTooLargeException;
import io.github.snaplabel.image.NotAnImageException;
import io.github.snaplabel.image.UnsupportedImageException;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads an object's content, within its bounds, and labels it. Thread-safe. */
final class ObjectReader {
  /** Bytes that are enough to tell a picture from other files. */
  private static final int HEAD = 4096;

  /** 64 MiB of files at once: all of many photos, two of the largest unless more is allowed. */
  private static final int BYTES_AT_ONCE = 64 << 20;

  private final Labeler labeler;
  private final ImageLimits limits;
  private final TopK wanted;
  private final ByteBudget bytes = new ByteBudget(BYTES_AT_ONCE);

  /** Not one for each object: decoding takes far more memory than a file does. */
  private final ExecutorService decoders;

  ObjectReader(Labeler labeler, ImageLimits limits, TopK wanted, int atOnce) {
    this.labeler = labeler;
    this.limits = limits;
    this.wanted = wanted;
    this.decoders = decoders(atOnce);
  }

  private static ExecutorService decoders(int atOnce) {
    ThreadPoolExecutor decoders =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("decoder-", 0).factory());
    decoders.allowCoreThreadTimeOut(true);
    return decoders;
  }

  /**
   * Waits until there is room in memory for what will be read of an object. This comes before it is
   * opened: a connection that waited would lie idle until S3 ends it.
   *
   * @return to be closed when the object has been read
   * @throws java.io.UncheckedIOException if the time runs out first
   */
  ByteBudget.Share room(ObjectRef object, TimeLimit limit) {
    return bytes.take(bytesToRead(object), limit.forTurn());
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
   * @return Tagged, NotAnImage or Unreadable
   * @throws IOException if the content does not come whole
   * @throws java.io.UncheckedIOException if the time runs out first
   */
  TaggingOutcome read(StoredObject stored, TimeLimit limit) throws IOException {
    byte[] content = stored.read(bytesToRead(stored), limit.forStep());
    long size = stored.size() == null ? content.length : stored.size();
    try {
      LabeledImage image = label(content, size, limit);
      return new Tagged(size, image, LabelTags.line(image));
    } catch (NotAnImageException _) {
      return new NotAnImage(size);
    } catch (ImageException e) {
      return new Unreadable(size, e.code());
    }
  }

  /** Content whose size is not known is read one byte further than is allowed, to see that. */
  private int bytesToRead(StoredObject stored) {
    Long size = stored.size();
    if (size == null) {
      return (int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE);
    }
    return (int) Math.min(size, size > limits.maxBytes() ? HEAD : limits.maxBytes());
  }

  private LabeledImage label(byte[] content, long size, TimeLimit limit) throws ImageException {
    try {
      limits.checkBytes(size);
    } catch (ImageTooLargeException e) {
      throw refusal(content, e, limit);
    }
    return label(content, limit);
  }

  /** A large file may well be a video, or be of a kind that is not read at any size. */
  private ImageException refusal(byte[] content, ImageTooLargeException tooLarge, TimeLimit limit) {
    try {
      label(Arrays.copyOf(content, Math.min(content.length, HEAD)), limit);
      return tooLarge;
    } catch (NotAnImageException | UnsupportedImageException e) {
      return e;
    } catch (ImageException _) {
      return tooLarge;
    }
  }

  /** Waits for a decoder; what is still waiting when the time runs out is not decoded. */
  private LabeledImage label(byte[] content, TimeLimit limit) throws ImageException {
    Deadline deadline = limit.forTurn();
    Callable<LabeledImage> decoding =
        () -> {
          // Its turn may come in the moment before the caller has given up.
          deadline.left();
          return labeler.label(content, wanted);
        };
    return deadline.await(decoders.submit(decoding), ImageException.class);
  }
}
