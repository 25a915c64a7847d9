package io.github.snaplabel.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final URI HTTPS = URI.create("https://cdn.example.org/file");

  private final List<String> warnings = new ArrayList<>();

  @Test
  void connectsDirectlyWithoutAProxy() {
    assertThat(proxies(Map.of()).select(HTTPS)).containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, proxy.example:3128",
    "HTTPS_PROXY, http://proxy.example:3128/, proxy.example:3128",
    "https_proxy, proxy.example:3128, proxy.example:3128",
    "https_proxy, http://me:secret@proxy.example:3128, proxy.example:3128",
    "https_proxy, http://proxy.example, proxy.example:80",
    "all_proxy, http://proxy.example:3128, proxy.example:3128",
    "ALL_PROXY, http://proxy.example:3128, proxy.example:3128"
  })
  void usesTheProxyOfTheEnvironment(String name, String value, String expected) {
    assertThat(chosen(proxies(Map.of(name, value)), HTTPS)).isEqualTo(expected);
  }

  @Test
  void ignoresTheProxyOfTheOtherScheme() {
    assertThat(chosen(proxies(Map.of("http_proxy", "http://proxy.example:3128")), HTTPS))
        .isEqualTo("DIRECT");
  }

  @Test
  void prefersTheProxyOfMavensCommandLine() {
    Proxies proxies =
        new Proxies(
            "named.example",
            "8080",
            Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", "*"),
            warnings::add);

    assertThat(chosen(proxies, HTTPS)).isEqualTo("named.example:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "cdn.example.org",
        "CDN.example.org",
        "example.org",
        ".example.org",
        "*.example.org",
        "localhost, example.org",
        "localhost example.org"
      })
  void connectsDirectlyToTheHostsOfNoProxy(String exceptions) {
    assertThat(chosen(proxiesExcept(exceptions), HTTPS)).isEqualTo("DIRECT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ample.org", "dn.example.org", "example", "org.example", "other.org"})
  void usesTheProxyForAllOtherHosts(String exceptions) {
    assertThat(chosen(proxiesExcept(exceptions), HTTPS)).isEqualTo("proxy.example:3128");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://me:secret@proxy.example:1080", "http://", "http://a b"})
  void warnsOfAnUnusableVariableWithoutShowingItsPassword(String value) {
    assertThat(chosen(proxies(Map.of("https_proxy", value)), HTTPS)).isEqualTo("DIRECT");

    assertThat(warnings).containsExactly("https_proxy is ignored: expected http://HOST:PORT");
  }

  private Proxies proxies(Map<String, String> environment) {
    return new Proxies("", "", environment, warnings::add);
  }

  private Proxies proxiesExcept(String exceptions) {
    return proxies(Map.of("https_proxy", "http://proxy.example:3128", "NO_PROXY", exceptions));
  }

  private static String chosen(Proxies proxies, URI url) {
    Proxy proxy = proxies.select(url).getFirst();
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : proxy.type().toString();
  }
}
