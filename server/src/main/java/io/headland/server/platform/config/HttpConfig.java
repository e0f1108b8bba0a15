package io.headland.server.platform.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// The address of the server.
///
/// @param host address to bind; loopback by default
/// @param port TCP port; 0 selects a free one
/// @param shutdownGrace time limit for requests in progress after a stop was requested
/// @param publicUrl base address that clients see, without a trailing slash; blank when it is
///   `http://host:port`
/// @param proxy the proxies in front of the server
/// @param metricsAddress separate host and port for `/metrics`; blank when it is served with
///   everything else
public record HttpConfig(
    String host,
    int port,
    Duration shutdownGrace,
    String publicUrl,
    HttpLimits limits,
    ProxyConfig proxy,
    String metricsAddress) {
  /// With the default limits and without a proxy.
  public HttpConfig(String host, int port, Duration shutdownGrace, String publicUrl) {
    this(host, port, shutdownGrace, publicUrl, HttpLimits.defaults(), ProxyConfig.NONE, "");
  }

  /// The same with other limits.
  public HttpConfig with(HttpLimits other) {
    return new HttpConfig(host, port, shutdownGrace, publicUrl, other, proxy, metricsAddress);
  }

  /// The same behind other proxies.
  public HttpConfig with(ProxyConfig other) {
    return new HttpConfig(host, port, shutdownGrace, publicUrl, limits, other, metricsAddress);
  }

  /// The same with another base address.
  public HttpConfig withPublicUrl(String other) {
    return new HttpConfig(host, port, shutdownGrace, other, limits, proxy, metricsAddress);
  }

  /// The same with metrics at a separate address.
  public HttpConfig withMetricsAddress(String other) {
    return new HttpConfig(host, port, shutdownGrace, publicUrl, limits, proxy, other);
  }

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

  /// The limits of the HTTP server for clients, authenticated or not.
  ///
  /// @param maxConnections open connections; beyond it the connection that has waited longest for a
  ///   complete request is closed
  /// @param maxConnectionsPerAddress the same for the connections of one client address (of an IPv6
  ///   network of 64 bits); proxies are exempt
  /// @param maxRequests requests in progress; the response to further ones is 503
  /// @param headerTimeout from the first byte of a request to the end of its header section
  /// @param bodyTimeout from the first read of a request body to its end
  /// @param idleTimeout longest time without a byte in either direction
  public record HttpLimits(
      int maxConnections,
      int maxConnectionsPerAddress,
      int maxRequests,
      Duration headerTimeout,
      Duration bodyTimeout,
      Duration idleTimeout) {
    public static HttpLimits defaults() {
      return new HttpLimits(
          1024, 256, 512, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }
  }
}
