package io.headland.server.config;

import java.time.Duration;

/// Where the server listens.
///
/// @param host address to bind; loopback unless configured otherwise
/// @param port TCP port; 0 takes a free one
/// @param shutdownGrace how long requests in progress may take after a stop was asked for
/// @param publicUrl base address that clients see, without a trailing slash; blank when it is
///   `http://host:port`
public record HttpConfig(
    String host, int port, Duration shutdownGrace, String publicUrl, HttpLimits limits) {
  /// With the default limits.
  public HttpConfig(String host, int port, Duration shutdownGrace, String publicUrl) {
    this(host, port, shutdownGrace, publicUrl, HttpLimits.defaults());
  }
}
