package io.github.snaplabel.build;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a file over HTTP. It grows under another name ({@code .part}) and gets its own only after
 * its size and hash were checked, so that a broken download never passes for the file.
 */
final class ModelDownload {
  private final PrintStream progress;
  private final Duration patience;

  /**
   * @param progress where to say how far it is
   * @param patience how long to wait for the server, each time: to connect, to answer, to send more
   */
  ModelDownload(PrintStream progress, Duration patience) {
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Fetches a file from the start; redirects are followed.
   *
   * @throws ModelUnavailable if the server cannot be reached, breaks off or answers other than 200
   * @throws InvalidModel if what came is not the file; nothing is left at {@code target} then
   */
  void fetch(URI url, PinnedFile wanted, Path target)
      throws IOException, InterruptedException, InvalidModel, ModelUnavailable {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.createDirectories(part.toAbsolutePath().getParent());
    Files.deleteIfExists(part);
    int status;
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(patience).build();
      CompletableFuture<HttpResponse<Path>> answer =
          client.sendAsync(request, head -> body(head.statusCode(), part));
      try {
        status = await(answer, url, part, wanted.size());
      } finally {
        client.shutdownNow();
      }
    }
    if (status != 200) {
      throw new ModelUnavailable(url + " answered HTTP " + status);
    }
    try {
      wanted.verify(part, url.toString());
    } catch (InvalidModel e) {
      Files.delete(part);
      throw e;
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Only the body of a 200 goes to the file; that of an error is not the model. */
  private static BodySubscriber<Path> body(int status, Path part) {
    return status == 200
        ? BodySubscribers.ofFile(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
        : BodySubscribers.replacing(part);
  }

  /** Waits for the end, saying each second how much has come; gives up when no more comes. */
  private int await(
      CompletableFuture<HttpResponse<Path>> answer, URI url, Path part, OptionalLong size)
      throws IOException, InterruptedException, ModelUnavailable {
    long arrived = -1;
    long lastArrival = System.nanoTime();
    while (true) {
      try {
        return answer.get(1, TimeUnit.SECONDS).statusCode();
      } catch (ExecutionException e) {
        throw new ModelUnavailable(reason(url, e));
      } catch (TimeoutException waiting) {
        long now = Files.exists(part) ? Files.size(part) : 0;
        if (now != arrived) {
          arrived = now;
          lastArrival = System.nanoTime();
          report(url, arrived, size);
        } else if (System.nanoTime() - lastArrival > patience.toNanos()) {
          answer.cancel(true);
          throw new ModelUnavailable(
              "%s sent nothing for %d s".formatted(url.getHost(), patience.toSeconds()));
        }
      }
    }
  }

  private void report(URI url, long arrived, OptionalLong size) {
    String share = size.isPresent() ? " (%d %%)".formatted(100 * arrived / size.getAsLong()) : "";
    progress.printf("fetching %s: %.1f MB%s%n", url.getHost(), arrived / 1e6, share);
  }

  private static String reason(URI url, ExecutionException failure) {
    if (failure.getCause() instanceof ConnectException) {
      return "cannot connect to " + url.getHost();
    }
    return url.getHost() + ": " + failure.getCause();
  }
}
