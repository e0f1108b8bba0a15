package io.headland.server.core.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.provider.ProviderApplication;
import io.headland.server.provider.ProviderCredential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An application that an API owner registered at a provider, decrypted.
///
/// @param id to which its secrets are bound
/// @param scopes to request from growers; none for those that Headland requires
public record AppKey(
    UUID id,
    AppKeyName name,
    Map<String, String> settings,
    Map<String, Secret> secrets,
    List<String> scopes,
    Instant createdAt) {

  public AppKey {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
    scopes = List.copyOf(scopes);
  }

  public ProviderApplication application() {
    return new ProviderApplication(new ProviderCredential(settings, secrets), scopes);
  }
}
