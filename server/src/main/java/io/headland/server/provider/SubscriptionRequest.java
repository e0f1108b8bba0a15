package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.List;

/// What a subscription is to tell of, and where to.
///
/// @param token repeated in each notification
public record SubscriptionRequest(
    RecordKind kind, List<String> providerOrgIds, URI target, Secret token) {
  public SubscriptionRequest {
    providerOrgIds = List.copyOf(providerOrgIds);
  }
}
