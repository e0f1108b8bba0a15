package io.headland.server.provider;

/// Counts calls to providers.
@FunctionalInterface
public interface CallMeter {
  void count(Provider provider, ProviderCall call);
}
