package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fetches a file over HTTP, goes on where a connection broke, and gives the file its name only when
 * its size and hash are right. A later build goes on as well.
 */
public final class ModelDownload {
  /** How often a connection may break if each brings something. */
  private static final int CONNECTIONS = 10;

  private final PrintStream progress;
  private final Duration patience;
  private final ProxySelector proxies;

  /**
   * @param progress where to report how far the download is
   * @param patience how long to wait for the server, each time: to connect, to answer, to send more
   * @param proxies chooses the proxy of an address
   */
  public ModelDownload(PrintStream progress, Duration patience, ProxySelector proxies) {
    this.progress = progress;
    this.patience = patience;
    this.proxies = proxies;
  }

  /**
   * Fetches a file; redirects are followed.
   *
   * @throws ModelUnavailableException if the server cannot be reached, does not send all of it or
   *     sends another file; nothing is at {@code target} then
   */
  void fetch(URI url, PinnedFile wanted, Path target)
      throws IOException, InterruptedException, ModelUnavailableException {
    PartialFile part = PartialFile.of(target);
    boolean resumed = part.size() > 0;
    try (HttpClient client = client()) {
      try {
        receive(client, url, wanted, part);
        if (resumed && !wanted.matches(part.path())) {
          // The first part may have come from elsewhere, or from an older version.
          part.discard();
          receive(client, url, wanted, part);
        }
      } finally {
        client.shutdownNow();
      }
    }
    if (!wanted.matches(part.path())) {
      String found = PinnedFile.describe(part.path());
      part.discard();
      throw new ModelUnavailableException("expected %s, found %s".formatted(wanted, found));
    }
    part.complete();
  }

  private HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            // One request at a time: HTTP/2 would only ask proxies for an upgrade.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .proxy(proxies);
    if (proxies instanceof Proxies own) {
      client.authenticator(own.authenticator());
    }
    return client.build();
  }

  /** Connects until all has come, as long as each connection brings something. */
  private void receive(HttpClient client, URI url, PinnedFile wanted, PartialFile part)
      throws IOException, InterruptedException, ModelUnavailableException {
    DownloadProgress report = new DownloadProgress(progress, url, wanted.size());
    for (int connection = 1; ; connection++) {
      long before = part.size();
      if (wanted.size().isPresent() && before >= wanted.size().getAsLong()) {
        return;
      }
      try {
        new Transfer(client, proxies, patience, report).run(url, wanted, part);
        return;
      } catch (BrokenTransferException e) {
        if (part.size() <= before || connection == CONNECTIONS) {
          throw new ModelUnavailableException(e.getMessage() + report.after(part.size()));
        }
        report.resuming(part.size());
      }
    }
  }
}
