package io.github.snaplabel.cli.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request names this machine as its host. A page on the web can have its own name resolve
 * to this machine and would then share our origin (DNS rebinding), but it cannot change that name.
 */
public final class LoopbackHost {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private LoopbackHost() {}

  public static boolean isMeantBy(HttpExchange exchange) {
    return isMeantBy(
        exchange.getRequestHeaders().getFirst("Host"), exchange.getLocalAddress().getPort());
  }

  public static boolean isMeantBy(@Nullable String host, int port) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    String end = ":" + port;
    return NAMES.contains(
        name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name);
  }
}
