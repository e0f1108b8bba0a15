package io.headland.server.platform.config;

import java.net.InetAddress;
import java.util.List;

/// The proxies in front of the server.
///
/// @param trusted addresses whose `Forwarded` and `X-Forwarded-*` headers are believed
/// @param pathPrefix what the paths of all requests begin with, without a slash at its end; blank
///   when they begin with the server's own paths
public record ProxyConfig(List<Network> trusted, String pathPrefix) {
  /// No proxy.
  public static final ProxyConfig NONE = new ProxyConfig(List.of(), "");

  public ProxyConfig {
    trusted = List.copyOf(trusted);
  }

  /// Whether an address is one of a trusted proxy.
  public boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }
}
