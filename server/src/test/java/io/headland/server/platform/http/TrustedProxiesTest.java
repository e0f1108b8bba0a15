package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.1";
  private static final String OTHER_OWNER = "198.51.100.9";

  private final TrustedProxies proxies =
      new TrustedProxies(
          new ProxyConfig(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")), ""));

  static List<Arguments> clients() {
    return List.of(
        argumentSet("no header", PROXY, List.of(), PROXY),
        argumentSet("one address", PROXY, List.of("X-Forwarded-For", "192.0.2.1"), "192.0.2.1"),
        argumentSet(
            "the right-most one that is not trusted",
            PROXY,
            List.of("X-Forwarded-For", "203.0.113.1, 192.0.2.1, 10.1.1.1"),
            "192.0.2.1"),
        argumentSet(
            "several lines",
            PROXY,
            List.of("X-Forwarded-For", "203.0.113.1", "X-Forwarded-For", "192.0.2.1"),
            "192.0.2.1"),
        argumentSet(
            "an IPv6 address", PROXY, List.of("X-Forwarded-For", "2001:db8::1"), "2001:db8::1"),
        argumentSet("a port", PROXY, List.of("X-Forwarded-For", "192.0.2.1:4711"), "192.0.2.1"),
        argumentSet(
            "an IPv6 address with a port",
            "fd00::1",
            List.of("X-Forwarded-For", "[2001:db8::1]:4711"),
            "2001:db8::1"),
        argumentSet(
            "a name, which is not looked up",
            PROXY,
            List.of("X-Forwarded-For", "192.0.2.1, localhost"),
            PROXY),
        argumentSet(
            "something else left of the client",
            PROXY,
            List.of("X-Forwarded-For", "<script>, 192.0.2.1"),
            "192.0.2.1"),
        argumentSet(
            "a peer that is not trusted",
            OTHER_OWNER,
            List.of("X-Forwarded-For", "192.0.2.1", "Forwarded", "for=192.0.2.1"),
            OTHER_OWNER),
        argumentSet(
            "RFC 7239", PROXY, List.of("Forwarded", "for=192.0.2.1;proto=https"), "192.0.2.1"),
        argumentSet(
            "RFC 7239 with several elements",
            PROXY,
            List.of(
                "Forwarded", "for=203.0.113.1, For=\"192.0.2.1:80\" ; by=10.0.0.2, for=10.1.1.1"),
            "192.0.2.1"),
        argumentSet(
            "RFC 7239 with an IPv6 address",
            PROXY,
            List.of("Forwarded", "for=\"[2001:db8::1]:4711\""),
            "2001:db8::1"),
        argumentSet(
            "RFC 7239 with an obfuscated client",
            PROXY,
            List.of("Forwarded", "for=192.0.2.1, for=_hidden"),
            PROXY),
        argumentSet(
            "RFC 7239 with an unclosed quote before the proxy's element",
            PROXY,
            List.of("Forwarded", "for=\"192.0.2.1, for=203.0.113.1"),
            PROXY),
        argumentSet(
            "both headers with the same client",
            PROXY,
            List.of("Forwarded", "for=192.0.2.1", "X-Forwarded-For", "203.0.113.1, 192.0.2.1"),
            "192.0.2.1"),
        argumentSet(
            "both headers with different clients",
            PROXY,
            List.of("Forwarded", "for=203.0.113.1", "X-Forwarded-For", "192.0.2.1"),
            PROXY));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void findsTheClient(String peer, List<String> headers, String client) {
    assertThat(origin(peer, headers).client()).isEqualTo(InetAddress.ofLiteral(client));
  }

  @Test
  void readsSchemeHostAndPrefixOfATrustedProxy() {
    RequestOrigin origin =
        origin(
            PROXY,
            List.of(
                "X-Forwarded-Proto", "http, https",
                "X-Forwarded-Host", "headland.example.com:8443",
                "X-Forwarded-Prefix", "/headland/"));

    assertThat(origin.scheme()).contains("https");
    assertThat(origin.host()).contains("headland.example.com:8443");
    assertThat(origin.prefix()).contains("/headland");
  }

  @Test
  void ignoresSchemeHostAndPrefixThatAreNotWellFormed() {
    RequestOrigin origin =
        origin(
            PROXY,
            List.of(
                "X-Forwarded-Proto", "javascript",
                "X-Forwarded-Host", "a\"b",
                "X-Forwarded-Prefix", "//evil.example.com"));

    assertThat(origin).isEqualTo(RequestOrigin.direct(InetAddress.ofLiteral(PROXY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[:::1:::]", "[1.2]", "a..b", "-", "a b", "host:123456", "host/path", "u@h"})
  void ignoresAHostThatIsNone(String host) {
    assertThat(origin(PROXY, List.of("X-Forwarded-Host", host)).host()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2001:db8::1]:8443", "192.0.2.1", "localhost:8080", "a.example"})
  void readsHostsOfAllForms(String host) {
    assertThat(origin(PROXY, List.of("X-Forwarded-Host", host)).host()).contains(host);
  }

  @Test
  void ignoresSchemeHostAndPrefixOfOthers() {
    List<String> headers =
        List.of(
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "evil.example.com",
            "X-Forwarded-Prefix", "/evil",
            "Forwarded", "for=1.2.3.4;host=evil.example.com;proto=https");

    assertThat(origin(OTHER_OWNER, headers))
        .isEqualTo(RequestOrigin.direct(InetAddress.ofLiteral(OTHER_OWNER)));
  }

  @Test
  void exemptsTrustedProxiesFromTheLimitOfOneAddress() {
    assertThat(proxies.isExempt(InetAddress.ofLiteral(PROXY))).isTrue();
    assertThat(proxies.isExempt(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(proxies.isExempt(InetAddress.ofLiteral(OTHER_OWNER))).isFalse();
  }

  @Test
  void exemptsTheLoopbackAddressWhereNoProxyIsConfigured() {
    TrustedProxies none = new TrustedProxies(ProxyConfig.NONE);

    assertThat(none.isExempt(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(none.isExempt(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(none.isExempt(InetAddress.ofLiteral(OTHER_OWNER))).isFalse();
  }

  private RequestOrigin origin(String peer, List<String> headers) {
    HttpFields.Mutable fields = HttpFields.build();
    for (int i = 0; i < headers.size(); i += 2) {
      fields.add(headers.get(i), headers.get(i + 1));
    }
    return proxies.originOf(InetAddress.ofLiteral(peer), fields);
  }
}
