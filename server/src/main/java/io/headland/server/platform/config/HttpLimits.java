package io.headland.server.platform.config;

import java.time.Duration;

/// The limits of the HTTP server for clients, authenticated or not.
///
/// @param maxConnections open connections; beyond it the connection that has waited longest for a
///   complete request is closed
/// @param maxConnectionsPerAddress the same for the connections of one client address (of an IPv6
///   network of 64 bits); proxies are exempt
/// @param maxRequests requests in progress; further ones are answered 503
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
