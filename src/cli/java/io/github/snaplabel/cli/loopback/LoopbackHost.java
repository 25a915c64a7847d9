package io.github.snaplabel.cli.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the {@code Host} header of a request names this machine. A web page can make its own
 * domain name resolve to the loopback address and so become same-origin (DNS rebinding), but the
 * browser still sends that domain name.
 */
public final class LoopbackHost {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private LoopbackHost() {}

  /**
   * Returns whether the request's host is this machine, on the port that the request arrived at.
   */
  public static boolean matches(HttpExchange exchange) {
    return matches(
        exchange.getRequestHeaders().getFirst("Host"), exchange.getLocalAddress().getPort());
  }

  /**
   * Returns whether a {@code Host} header names this machine, with or without the port.
   *
   * @param host null if the request has none
   */
  public static boolean matches(@Nullable String host, int port) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    String suffix = ":" + port;
    return NAMES.contains(
        name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name);
  }
}
