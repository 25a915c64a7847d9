package io.github.snaplabel.tagging;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object whose headers are known and whose content flows.
 *
 * @param id what was found
 * @param size of the content in bytes
 * @param mayBeTagged false if it is known to have no tags
 * @param content to be read once
 * @param abort drops the rest of the content, without reading it
 */
public record StoredObject(
    Id id, long size, boolean mayBeTagged, InputStream content, Runnable abort)
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
   * Reads on, until there are so many bytes or the content ends.
   *
   * @throws IOException if the connection fails, or ends before the content does
   */
  byte[] read(int bytes, Deadline deadline) throws IOException {
    byte[] read = new byte[bytes];
    int filled = 0;
    while (filled < bytes) {
      // A stream that trickles never times out by itself.
      deadline.left();
      int count = content.read(read, filled, Math.min(bytes - filled, 1 << 16));
      if (count < 0) {
        throw new IOException("The content ended after %d bytes".formatted(filled));
      }
      filled += count;
    }
    return read;
  }

  @Override
  public void close() {
    abort.run();
  }
}
