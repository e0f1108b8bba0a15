package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ProviderCall;

/// Counts calls to providers.
@FunctionalInterface
public interface CallMeter {
  void count(Provider provider, ProviderCall call);
}
