package io.github.snaplabel.tagging;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An object whose headers are known and whose content flows.
 *
 * @param id what was found
 * @param size of the content in bytes; null if S3 does not tell it
 * @param mayBeTagged whether reading the tags may show labels; nothing may be overwritten because
 *     this is false
 * @param content to be read once
 * @param abort drops the rest of the content, without reading it
 */
public record StoredObject(
    Id id, @Nullable Long size, boolean mayBeTagged, InputStream content, Runnable abort)
    implements AutoCloseable {
  /**
   * Which content of which object.
   *
   * @param bucket its name
   * @param key as S3's API takes it
   * @param versionId null in buckets that keep no versions
   * @param eTag of the content, with its quotes
   */
  public record Id(String bucket, String key, @Nullable String versionId, String eTag) {
    /** Whether other content can come under this name: version "null" is not kept either. */
    boolean replaceable() {
      return versionId == null || versionId.equals("null");
    }
  }

  /**
   * Reads the first bytes of the content, or all of it if there are no more.
   *
   * <p>A thread of its own reads, since a read can block longer than there is time. It is a virtual
   * one, as only those drop the connection when they are interrupted, and it touches no file.
   *
   * @throws IOException if the connection fails, or ends before the content does
   * @throws java.io.UncheckedIOException if the time runs out first
   */
  byte[] read(int most, Deadline deadline) throws IOException {
    FutureTask<byte[]> reading = new FutureTask<>(() -> read(most));
    Thread.ofVirtual().name("content").start(reading);
    return deadline.await(reading, IOException.class);
  }

  private byte[] read(int most) throws IOException {
    if (size == null) {
      return content.readNBytes(most);
    }
    byte[] read = new byte[(int) Math.min(size, most)];
    int filled = content.readNBytes(read, 0, read.length);
    if (filled < read.length) {
      throw new IOException("The content ended after %d of %d bytes".formatted(filled, size));
    }
    return read;
  }

  @Override
  public void close() {
    abort.run();
  }
}
