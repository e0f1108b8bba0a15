package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.List;

/// The changes to which a subscription applies, and the address of its notifications.
///
/// @param token repeated in each notification
public record SubscriptionRequest(
    SubscriptionKind kind, List<String> providerOrgIds, URI target, Secret token) {
  public SubscriptionRequest {
    providerOrgIds = List.copyOf(providerOrgIds);
  }
}
