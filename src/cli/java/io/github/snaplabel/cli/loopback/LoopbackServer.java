package io.github.snaplabel.cli.loopback;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * An HTTP server on the loopback address, with a platform thread per request. Thread-safe.
 *
 * <p>It is the JDK's own server: unlike larger ones, which at most limit parts of a request, it can
 * limit how long a whole request may take to arrive ({@link #limitRequestTime}).
 */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Binds a server to a port; it accepts requests after {@link #start()}.
   *
   * @param port 0 for any free port
   * @param threadName prefix of the names of its threads
   * @throws java.net.BindException if the port is in use or not permitted
   */
  public static LoopbackServer bind(int port, String threadName) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = PlatformThreads.perTask(threadName);
    server.setExecutor(threads);
    return new LoopbackServer(server, threads);
  }

  /**
   * Limits how long a request may take to arrive; the connection of a slower client is closed.
   *
   * <p>This sets a system property that the JDK reads once, so it applies to all servers of the
   * process and must be called before the first is bound.
   *
   * @param limit whole seconds: the JDK's documentation says milliseconds, its code reads seconds
   */
  public static void limitRequestTime(Duration limit) {
    System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(limit.toSeconds()));
  }

  /** Serves paths that begin with a prefix; the longest matching prefix wins. */
  public void route(String prefix, HttpHandler handler) {
    server.createContext(prefix, handler);
  }

  public void start() {
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Closes all connections and interrupts the threads of requests in progress. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
