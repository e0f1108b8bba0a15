package io.headland.server.platform.config;

import java.time.Duration;
import java.util.List;

/// How webhooks are delivered.
///
/// @param allowedNetworks addresses that may be called although they are not public; towards these
///   http is enough
/// @param retrySchedule the pauses between one failed attempt and the next
/// @param timeout how long one call may take, from the lookup of the name to the end of the answer
/// @param parallelism endpoints that one node delivers to at a time
/// @param postsAtOnce calls to one endpoint at a time
/// @param disableAfter an endpoint that answered nothing but failures for so long is disabled
/// @param retention how long attempts are kept
/// @param poll how often a node looks for deliveries that are due
/// @param lease after what time without a sign of life another node takes an endpoint over
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
