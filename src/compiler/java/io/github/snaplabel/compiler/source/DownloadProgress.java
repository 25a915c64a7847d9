package io.github.snaplabel.compiler.source;

import java.io.PrintStream;
import java.net.URI;
import java.util.OptionalLong;

/** Reports the progress of a download: one line per 10 %, or per 5 MB if the size is unknown. */
final class DownloadProgress {
  private static final long STEP_BYTES = 5_000_000;

  private final PrintStream out;
  private final URI url;
  private final OptionalLong size;
  private long step = -1;

  /**
   * @param size size of the whole file in bytes, if known
   */
  DownloadProgress(PrintStream out, URI url, OptionalLong size) {
    this.out = out;
    this.url = url;
    this.size = size;
  }

  /** Reports the number of bytes received, if that starts a new step. */
  void arrived(long bytes) {
    long now = size.isPresent() ? 10 * bytes / size.getAsLong() : bytes / STEP_BYTES;
    if (now != step) {
      step = now;
      out.printf("fetching %s: %s%n", url.getHost(), describe(bytes));
    }
  }

  /** Reports that a new connection resumes the download at a position. */
  void resuming(long bytes) {
    out.printf("%s: connection lost; resuming at %s%n", url.getHost(), describe(bytes));
  }

  /** Returns the progress before a failure, as the end of a sentence. */
  String after(long bytes) {
    return bytes == 0 ? "" : ", after " + describe(bytes);
  }

  private String describe(long bytes) {
    String megabytes = "%.1f MB".formatted(bytes / 1e6);
    return size.isPresent()
        ? "%s (%d %%)".formatted(megabytes, 100 * bytes / size.getAsLong())
        : megabytes;
  }
}
