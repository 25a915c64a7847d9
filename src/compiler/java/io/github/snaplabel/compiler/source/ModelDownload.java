package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Downloads a file over HTTP, resuming where a connection broke, and renames it to its final name
 * once size and hash are verified. A later build resumes the download as well.
 */
public final class ModelDownload {
  /** The most connections for one download, each of which must make progress. */
  private static final int CONNECTIONS = 10;

  private final PrintStream progress;
  private final Duration patience;
  private final ProxySelector proxies;

  /**
   * @param progress prints the progress
   * @param patience time limit for connecting, for the response, and for each further chunk
   * @param proxies selects the proxy for a URL
   */
  public ModelDownload(PrintStream progress, Duration patience, ProxySelector proxies) {
    this.progress = progress;
    this.patience = patience;
    this.proxies = proxies;
  }

  /**
   * Downloads a file, following redirects.
   *
   * @throws ModelUnavailableException if the server cannot be reached, or sends an incomplete or a
   *     different file; {@code target} is not created then
   */
  void fetch(URI url, PinnedFile wanted, Path target)
      throws IOException, InterruptedException, ModelUnavailableException {
    PartialFile part = PartialFile.of(target);
    boolean resumed = part.size() > 0;
    try (HttpClient client = client()) {
      try {
        receive(client, url, wanted, part);
        if (resumed && !wanted.matches(part.path())) {
          // The first part may be from another server, or an older version of the file.
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
            // For a single request, HTTP/2 would only add an upgrade that proxies have to handle.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .proxy(proxies);
    if (proxies instanceof Proxies own) {
      client.authenticator(own.authenticator());
    }
    return client.build();
  }

  /** Reconnects until the file is complete, as long as each connection makes progress. */
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
