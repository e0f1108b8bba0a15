package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.config.Secret;
import io.headland.server.provider.Provider;
import io.headland.server.provider.RecordKind;
import java.util.List;

/// What was subscribed of an account, one kind of record.
///
/// @param key the last part of the address that the provider posts to
/// @param token that every notification repeats
/// @param application at the provider, as a digest
/// @param providerSubscriptionId blank until the provider said it
/// @param providerOrgIds of which it tells, as far as we know
/// @param target the address, as the provider was told
public record Subscription(
    AccountKey account,
    RecordKind kind,
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
