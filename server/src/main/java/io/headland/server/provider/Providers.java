package io.headland.server.provider;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The adapters of this installation, by provider.
public final class Providers {
  private final Map<Provider, ProviderAdapter> adapters = new EnumMap<>(Provider.class);

  public Providers(List<ProviderAdapter> adapters) {
    for (ProviderAdapter adapter : adapters) {
      this.adapters.put(adapter.provider(), adapter);
    }
  }

  public ProviderAdapter adapter(Provider provider) {
    ProviderAdapter adapter = adapters.get(provider);
    if (adapter == null) {
      throw new IllegalArgumentException("There is no adapter for " + provider.wireName());
    }
    return adapter;
  }

  public List<ProviderAdapter> all() {
    return List.copyOf(adapters.values());
  }
}
