package io.headland.server.core.configuration;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.AdditionalReads;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.util.List;
import java.util.Set;

/// What is read from accounts in addition to field data: what is configured, if this server reads
/// it from the provider.
public final class AdditionalReading {
  private final Providers providers;
  private final Configurations configurations;
  private final boolean readOperations;

  /// @param readOperations whether this server reads field operations
  public AdditionalReading(
      Providers providers, Configurations configurations, boolean readOperations) {
    this.providers = providers;
    this.configurations = configurations;
    this.readOperations = readOperations;
  }

  public AdditionalReads of(ApiOwnerId owner, LeafUserId leafUser, Provider provider) {
    return of(provider, configurations.scope(owner, leafUser));
  }

  public AdditionalReads of(Provider provider, SyncScope scope) {
    return providers
        .find(provider)
        .map(
            adapter ->
                new AdditionalReads(
                    readOperations
                        && scope.operationsAutoSync()
                        && adapter.fieldOperations().isPresent(),
                    adapter.assets().isPresent() ? scope.assetsAutoSync() : Set.of()))
        .orElse(AdditionalReads.NONE);
  }

  /// The scopes that reading requires and that were not granted; none if it is not known which were
  /// granted.
  ///
  /// @param granted in the provider's names
  public List<String> missingScopes(Provider provider, SyncScope scope, List<String> granted) {
    return providers
        .find(provider)
        .filter(_ -> !granted.isEmpty())
        .map(ProviderAdapter::scopes)
        .map(scopes -> scopes.missing(of(provider, scope), granted))
        .orElse(List.of());
  }
}
