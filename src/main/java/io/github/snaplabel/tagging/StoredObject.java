package io.github.snaplabel.tagging;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An open object: its metadata, and a stream of its content.
 *
 * @param id identifies the content
 * @param size of the content in bytes; null if the response has no length
 * @param mayBeTagged whether the object may have tags that can be read. False does not prove that
 *     it has none: tags must always be read before they are written.
 * @param content to be read once
 * @param abort closes the connection without reading the rest of the content
 */
public record StoredObject(
    Id id, @Nullable Long size, boolean mayBeTagged, InputStream content, Runnable abort)
    implements AutoCloseable {
  /**
   * Identifies an object and one of its contents.
   *
   * @param bucket name of the bucket
   * @param key as the S3 API expects it
   * @param versionId null in buckets without versioning
   * @param eTag of the content, with quotes
   */
  public record Id(String bucket, String key, @Nullable String versionId, String eTag) {
    /** Returns whether a later PUT replaces this content, as it also does for version "null". */
    boolean isReplaceable() {
      return versionId == null || versionId.equals("null");
    }
  }

  /**
   * Reads the content, but at most its first {@code maxBytes} bytes.
   *
   * <p>The read runs on another thread, because it may block beyond the deadline. That thread is
   * virtual, because interrupting a virtual thread closes the socket it reads from; it accesses no
   * files.
   *
   * @throws IOException if the connection fails, or ends before the content does
   * @throws java.io.UncheckedIOException if the deadline passes first
   */
  byte[] read(int maxBytes, Deadline deadline) throws IOException {
    FutureTask<byte[]> reading = new FutureTask<>(() -> read(maxBytes));
    Thread.ofVirtual().name("content").start(reading);
    return deadline.await(reading, IOException.class);
  }

  private byte[] read(int maxBytes) throws IOException {
    if (size == null) {
      return content.readNBytes(maxBytes);
    }
    byte[] bytes = new byte[(int) Math.min(size, maxBytes)];
    int read = content.readNBytes(bytes, 0, bytes.length);
    if (read < bytes.length) {
      throw new IOException("The content ended after %d of %d bytes".formatted(read, size));
    }
    return bytes;
  }

  @Override
  public void close() {
    abort.run();
  }
}
