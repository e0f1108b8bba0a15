package io.headland.server.platform.config;

import java.net.InetAddress;
import java.util.List;

/// The proxies in front of the server.
///
/// @param trusted addresses whose `Forwarded` and `X-Forwarded-*` headers are evaluated
/// @param pathPrefix of the paths of all requests, without a trailing slash; blank for none
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
