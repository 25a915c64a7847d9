package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.ImageTooLargeException;
import io.github.snaplabel.image.NotAnImageException;
import io.github.snaplabel.image.UnsupportedImageException;
import io.github.snaplabel.tagging.ObjectContent.LabeledContent;
import io.github.snaplabel.tagging.ObjectContent.UnreadableContent;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Reads an object's content, within the limits, and labels it. Thread-safe. */
final class ObjectReader {
  /** Enough bytes to distinguish an image from other files. */
  private static final int HEADER_BYTES = 4096;

  /** 64 MiB of contents: many photos, or two of the largest files that are allowed by default. */
  private static final int MAX_CONCURRENT_BYTES = 64 << 20;

  private final Labeler labeler;
  private final ImageLimits limits;
  private final ByteBudget bytes = new ByteBudget(MAX_CONCURRENT_BYTES);

  /** Fewer threads than objects, since decoding takes far more memory than a file's content. */
  private final ExecutorService decoders;

  ObjectReader(Labeler labeler, ImageLimits limits, int maxConcurrentDecodes) {
    this.labeler = labeler;
    this.limits = limits;
    this.decoders = decoders(maxConcurrentDecodes);
  }

  private static ExecutorService decoders(int threads) {
    ThreadPoolExecutor decoders =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("decoder-", 0).factory());
    decoders.allowCoreThreadTimeOut(true);
    return decoders;
  }

  /**
   * Reserves memory for an object's content, waiting until it is available. Must be called before
   * the object is opened, because S3 closes connections that stay idle.
   *
   * @return to be closed once the object has been read
   * @throws java.io.UncheckedIOException if the deadline passes first
   */
  ByteBudget.Reservation reserveMemory(ObjectRef object, TimeLimit limit) {
    return bytes.reserve(bytesToRead(object), limit.forWait());
  }

  /** An event's size is only reliable if a version or an ETag identifies the content. */
  private long bytesToRead(ObjectRef object) {
    boolean identified = object.versionId() != null || object.eTag() != null;
    Long size = object.size();
    if (size == null || !identified) {
      return limits.maxBytes();
    }
    return size > limits.maxBytes() ? HEADER_BYTES : size;
  }

  /**
   * Reads and labels the content, for which the caller has reserved memory.
   *
   * @param labelingStarts called with the size of the content, in bytes, on the thread that then
   *     labels it; not called for content that is too large
   * @throws IOException if the content cannot be read completely
   * @throws java.io.UncheckedIOException if the deadline passes first
   */
  ObjectContent read(
      StoredObject stored, LabelOptions options, TimeLimit limit, LongConsumer labelingStarts)
      throws IOException {
    byte[] content = stored.read(bytesToRead(stored), limit.forStep());
    long size = stored.size() == null ? content.length : stored.size();
    try {
      return new LabeledContent(size, label(content, size, options, limit, labelingStarts));
    } catch (ImageException e) {
      return new UnreadableContent(size, e);
    }
  }

  /** Content of unknown size is read up to one byte beyond the limit, to detect larger content. */
  private int bytesToRead(StoredObject stored) {
    Long size = stored.size();
    if (size == null) {
      return (int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE);
    }
    return (int) Math.min(size, size > limits.maxBytes() ? HEADER_BYTES : limits.maxBytes());
  }

  private LabeledImage label(
      byte[] content, long size, LabelOptions options, TimeLimit limit, LongConsumer labelingStarts)
      throws ImageException {
    try {
      limits.checkBytes(size);
    } catch (ImageTooLargeException e) {
      throw moreSpecificException(content, e, options, limit);
    }
    return label(content, options, limit, labelingStarts);
  }

  /** Returns a better reason if the file is a video, or has a format unsupported at any size. */
  private ImageException moreSpecificException(
      byte[] content, ImageTooLargeException tooLarge, LabelOptions options, TimeLimit limit) {
    try {
      label(
          Arrays.copyOf(content, Math.min(content.length, HEADER_BYTES)), options, limit, _ -> {});
      return tooLarge;
    } catch (NotAnImageException | UnsupportedImageException e) {
      return e;
    } catch (ImageException _) {
      return tooLarge;
    }
  }

  /** Labels content on a decoder thread, unless the deadline passes before one is available. */
  private LabeledImage label(
      byte[] content, LabelOptions options, TimeLimit limit, LongConsumer labelingStarts)
      throws ImageException {
    Deadline deadline = limit.forWait();
    Callable<LabeledImage> decoding =
        () -> {
          // A thread may become available just before the caller cancels the task.
          deadline.remaining();
          labelingStarts.accept(content.length);
          return labeler.label(content, options);
        };
    return deadline.await(decoders.submit(decoding), ImageException.class);
  }
}
