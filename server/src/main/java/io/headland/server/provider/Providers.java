package io.headland.server.provider;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The adapters of this installation: a provider can be called if it has an adapter here. For the
/// others only credentials are stored.
public final class Providers {
  private final Map<Provider, ProviderAdapter> adapters = new EnumMap<>(Provider.class);

  public Providers(List<ProviderAdapter> adapters) {
    for (ProviderAdapter adapter : adapters) {
      this.adapters.put(adapter.provider(), adapter);
    }
  }

  public ProviderAdapter adapter(Provider provider) {
    return find(provider)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no adapter for " + provider.wireName()));
  }

  public Optional<ProviderAdapter> find(Provider provider) {
    return Optional.ofNullable(adapters.get(provider));
  }

  public boolean canCall(Provider provider) {
    return adapters.containsKey(provider);
  }

  /// The providers that can be called, in a constant order.
  public List<Provider> callable() {
    return List.copyOf(adapters.keySet());
  }
}
