package io.headland.server.platform.config;

import java.time.Duration;

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
}
