package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request for a file, or for the rest of it (RFC 9110, section 14.2).
 *
 * @param patience time limit for the next chunk
 */
record Transfer(
    HttpClient client, ProxySelector proxies, Duration patience, DownloadProgress progress) {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  /** The most bytes accepted for a file of unknown size: the limit of protobuf, and so of ONNX. */
  private static final long LARGEST = 1L << 31;

  /**
   * Appends the missing bytes to the file, or starts over if the server sends the whole file.
   *
   * @throws BrokenTransferException if the connection fails or times out; the bytes received are
   *     kept
   * @throws ModelUnavailableException if the server answers with an error or sends too much
   */
  void run(URI url, PinnedFile wanted, PartialFile part)
      throws IOException, InterruptedException, BrokenTransferException, ModelUnavailableException {
    long from = part.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      part.entityTag(url).ifPresent(tag -> request.header("If-Range", tag));
    }
    HttpResponse<Path> answer =
        await(
            client.sendAsync(request.build(), head -> body(head, url, part, from)),
            url,
            wanted,
            part);
    boolean continues = answer.statusCode() == PARTIAL && startsAt(answer.headers(), from);
    if (answer.statusCode() == OK || continues) {
      progress.arrived(part.size());
      return;
    }
    if (from > 0 && (answer.statusCode() == NOT_SATISFIABLE || answer.statusCode() == PARTIAL)) {
      // The file on the server is shorter, or the range is not the requested one: not the same
      // file.
      part.discard();
      run(url, wanted, part);
      return;
    }
    throw new ModelUnavailableException("answered HTTP " + answer.statusCode());
  }

  /** Writes the body of a successful response to the file, and discards that of an error. */
  private static BodySubscriber<Path> body(
      ResponseInfo head, URI url, PartialFile part, long from) {
    if (head.statusCode() == PARTIAL && startsAt(head.headers(), from)) {
      return BodySubscribers.ofFile(part.path(), StandardOpenOption.APPEND);
    }
    if (head.statusCode() != OK) {
      return BodySubscribers.replacing(part.path());
    }
    try {
      part.begin(url, head.headers().firstValue("ETag"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return BodySubscribers.ofFile(part.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static boolean startsAt(HttpHeaders headers, long from) {
    return from > 0
        && headers.firstValue("Content-Range").orElse("").startsWith("bytes " + from + "-");
  }

  /** Waits for the end of the body; fails if no more bytes arrive, or too many. */
  private HttpResponse<Path> await(
      CompletableFuture<HttpResponse<Path>> answer, URI url, PinnedFile wanted, PartialFile part)
      throws IOException, InterruptedException, BrokenTransferException, ModelUnavailableException {
    long most = wanted.size().orElse(LARGEST);
    long arrived = part.size();
    long lastArrival = System.nanoTime();
    while (true) {
      try {
        return answer.get(200, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new BrokenTransferException(reason(url, e));
      } catch (TimeoutException waiting) {
        long now = part.size();
        if (now > most) {
          answer.cancel(true);
          part.discard();
          throw new ModelUnavailableException("sent more than %,d bytes".formatted(most));
        }
        if (now != arrived) {
          arrived = now;
          lastArrival = System.nanoTime();
          progress.arrived(arrived);
        } else if (System.nanoTime() - lastArrival > patience.toNanos()) {
          answer.cancel(true);
          throw new BrokenTransferException(
              "%s sent nothing for %d s".formatted(url.getHost(), patience.toSeconds()));
        }
      }
    }
  }

  private String reason(URI url, ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String through = proxy(url);
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return "cannot connect to " + url.getHost() + through;
    }
    String message = cause.getMessage();
    return url.getHost() + through + ": " + (message == null ? cause.toString() : message);
  }

  private String proxy(URI url) {
    return proxies.select(url).getFirst().address() instanceof InetSocketAddress proxy
        ? " through the proxy %s:%d".formatted(proxy.getHostString(), proxy.getPort())
        : "";
  }
}
