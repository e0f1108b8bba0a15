package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.config.Secret;
import io.headland.server.provider.Provider;
import io.headland.server.provider.SubscriptionKind;
import java.util.List;

/// A subscription of an account to the changes of one kind of record.
///
/// @param key the last segment of the address to which the provider posts
/// @param token that every notification contains
/// @param application at the provider, as a digest
/// @param providerSubscriptionId blank until the provider has returned it
/// @param providerOrgIds the organizations to which it applies
/// @param target the address that was sent to the provider
public record Subscription(
    AccountKey account,
    SubscriptionKind kind,
    String key,
    Secret token,
    String application,
    String providerSubscriptionId,
    List<String> providerOrgIds,
    String target) {
  public Subscription {
    providerOrgIds = List.copyOf(providerOrgIds);
  }

  /// The path to which the provider posts notifications.
  public static String path(Provider provider, String key) {
    return "/provider-events/" + provider.wireName() + "/" + key;
  }

  public boolean isKnownToTheProvider() {
    return !providerSubscriptionId.isBlank();
  }
}
