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
 * Selects the proxy for a URL: the one given to Maven ({@code -Dhttps.proxyHost}), else that of
 * this JVM, else that of the environment variables that other tools use ({@code https_proxy},
 * {@code http_proxy}, {@code all_proxy}, {@code no_proxy}, in either case).
 */
public final class Proxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  private final @Nullable ProxyAddress named;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /**
   * @param host host of the proxy given to Maven; blank if there is none
   * @param port port of that proxy; blank for 80
   * @param warnings receives a line for each variable that cannot be used
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
    // There is no alternative; the download reports the failure.
  }

  /** Returns an authenticator with the name and password from the proxy's variable. */
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

  /** Returns whether {@code no_proxy} lists the host, one of its parent domains, or {@code *}. */
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
      // Reported below without the value, which may contain a password.
    }
    warnings.accept(name + " is ignored: expected http://HOST:PORT");
    return null;
  }

  /**
   * A proxy from an environment variable.
   *
   * @param userInfo {@code name:password}, percent-encoded
   */
  private record ProxyAddress(String host, int port, @Nullable String userInfo) {
    /** Returns the address, resolved on each call. */
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

    /** Decodes percent-encoding; unlike in a form, a plus sign is not a space. */
    private static String decode(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }
}
