package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy of an address: the one that Maven was called with ({@code -Dhttps.proxyHost}),
 * else that of this Java process, else that of the variables that other tools read ({@code
 * https_proxy}, {@code http_proxy}, {@code all_proxy}, {@code no_proxy}, in either case).
 */
public final class Proxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  private final @Nullable ProxyAddress named;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /**
   * @param host the named proxy, blank if there is none
   * @param port of the named proxy, blank for 80
   * @param warnings takes a line about a variable that cannot be used
   */
  public Proxies(
      String host, String port, Map<String, String> environment, Consumer<String> warnings) {
    this.environment = Map.copyOf(environment);
    this.warnings = warnings;
    this.named =
        host.isBlank()
            ? null
            : parse("https.proxyHost", host.strip() + (port.isBlank() ? "" : ":" + port.strip()));
  }

  @Override
  public List<Proxy> select(URI url) {
    if (named != null) {
      return List.of(named.proxy());
    }
    ProxySelector system = ProxySelector.getDefault();
    List<Proxy> chosen = system == null ? List.of() : system.select(url);
    if (chosen.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return chosen;
    }
    ProxyAddress address = isExcepted(url) ? null : ofEnvironment(url);
    return List.of(address == null ? Proxy.NO_PROXY : address.proxy());
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException failure) {
    // There is no other proxy to try; the download reports the failure.
  }

  /** Returns what answers a proxy that asks for the name and password in its variable. */
  Authenticator authenticator() {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        ProxyAddress address =
            getRequestorType() == RequestorType.PROXY ? ofEnvironment(uri()) : null;
        return address == null ? null : address.credentials();
      }

      private URI uri() {
        return URI.create(getRequestingURL().toString());
      }
    };
  }

  private @Nullable ProxyAddress ofEnvironment(URI url) {
    for (String name : List.of(url.getScheme() + "_proxy", "all_proxy")) {
      Optional<String> value = variable(name);
      if (value.isPresent()) {
        return parse(name, value.get());
      }
    }
    return null;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Returns whether {@code no_proxy} names the host, a domain around it, or all. */
  private boolean isExcepted(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return SEPARATOR
        .splitAsStream(variable("no_proxy").orElse("").toLowerCase(Locale.ROOT))
        .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry ->
            entry.equals("*")
                || entry.equals(host)
                || entry.equals(host + ":" + url.getPort())
                || host.endsWith("." + entry));
  }

  private @Nullable ProxyAddress parse(String name, String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new ProxyAddress(uri.getHost(), port, uri.getRawUserInfo());
      }
    } catch (URISyntaxException _) {
      // Reported below, without the value: there may be a password in it.
    }
    warnings.accept(name + " is not used: expected http://HOST:PORT");
    return null;
  }

  /**
   * A proxy.
   *
   * @param userInfo {@code name:password}, percent-encoded
   */
  private record ProxyAddress(String host, int port, @Nullable String userInfo) {
    /** The host is looked up each time it is needed. */
    Proxy proxy() {
      return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Nullable PasswordAuthentication credentials() {
      if (userInfo == null) {
        return null;
      }
      String[] parts = userInfo.split(":", 2);
      String password = parts.length == 2 ? decode(parts[1]) : "";
      return new PasswordAuthentication(decode(parts[0]), password.toCharArray());
    }

    /** A plus sign stands for itself here. */
    private static String decode(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }
}
