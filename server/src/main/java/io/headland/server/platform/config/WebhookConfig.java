package io.headland.server.platform.config;

import java.time.Duration;
import java.util.List;

/// The delivery of webhooks.
///
/// @param allowedNetworks addresses that may be called although they are not public; for these http
///   is sufficient
/// @param retrySchedule the delays between failed attempts
/// @param timeout of one call, from the resolution of the name to the end of the response
/// @param parallelism endpoints to which one node delivers concurrently
/// @param postsAtOnce concurrent calls to one endpoint
/// @param disableAfter the time without a success after which an endpoint is disabled
/// @param retention of attempts
/// @param poll interval at which a node checks for due deliveries
/// @param lease time without a heartbeat after which another node takes over an endpoint
public record WebhookConfig(
    List<Network> allowedNetworks,
    List<Duration> retrySchedule,
    Duration timeout,
    int parallelism,
    int postsAtOnce,
    Duration disableAfter,
    Duration retention,
    Duration poll,
    Duration lease) {
  public WebhookConfig {
    allowedNetworks = List.copyOf(allowedNetworks);
    retrySchedule = List.copyOf(retrySchedule);
  }
}
