package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.util.Map;

/// A decrypted credential, for the duration of one call.
///
/// @param settings fields that are not secret, by name, for example `clientKey`
/// @param secrets secret fields by name, for example `refreshToken`
public record ProviderCredential(Map<String, String> settings, Map<String, Secret> secrets) {

  public ProviderCredential {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
  }

  public String setting(String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalStateException("The credential has no field " + name);
    }
    return value;
  }

  public Secret secret(String name) {
    Secret value = secrets.get(name);
    if (value == null) {
      throw new IllegalStateException("The credential has no secret " + name);
    }
    return value;
  }
}
