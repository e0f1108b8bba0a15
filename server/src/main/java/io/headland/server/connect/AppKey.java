package io.headland.server.connect;

import io.headland.server.config.Secret;
import io.headland.server.provider.ProviderApplication;
import io.headland.server.provider.ProviderCredential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An application that an API owner registered at a provider, opened.
///
/// @param id what its secrets are bound to
/// @param scopes to ask growers for; none for what Headland needs
record AppKey(
    UUID id,
    AppKeyName name,
    Map<String, String> settings,
    Map<String, Secret> secrets,
    List<String> scopes,
    Instant createdAt) {

  AppKey {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
    scopes = List.copyOf(scopes);
  }

  ProviderApplication application() {
    return new ProviderApplication(new ProviderCredential(settings, secrets), scopes);
  }
}
