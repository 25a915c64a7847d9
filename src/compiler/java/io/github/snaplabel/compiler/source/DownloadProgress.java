package io.github.snaplabel.compiler.source;

import java.io.PrintStream;
import java.net.URI;
import java.util.OptionalLong;

/** Reports how far a download is: a line for each tenth of it, or for each 5 MB of unknown size. */
final class DownloadProgress {
  private static final long STEP = 5_000_000;

  private final PrintStream out;
  private final URI url;
  private final OptionalLong size;
  private long step = -1;

  /**
   * @param size of the whole file in bytes, if it is known
   */
  DownloadProgress(PrintStream out, URI url, OptionalLong size) {
    this.out = out;
    this.url = url;
    this.size = size;
  }

  /** Reports so many bytes, if that is news. */
  void arrived(long bytes) {
    long now = size.isPresent() ? 10 * bytes / size.getAsLong() : bytes / STEP;
    if (now != step) {
      step = now;
      out.printf("fetching %s: %s%n", url.getHost(), describe(bytes));
    }
  }

  /** Reports that a new connection goes on behind so many bytes. */
  void resuming(long bytes) {
    out.printf("%s broke off; resuming at %s%n", url.getHost(), describe(bytes));
  }

  /** Returns how far it came before it failed, as the end of a sentence. */
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
