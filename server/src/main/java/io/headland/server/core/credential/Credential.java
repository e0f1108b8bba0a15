package io.headland.server.core.credential;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderCredential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A decrypted credential, which authorizes Headland at one provider for one Leaf user.
///
/// @param secrets the posted ones, and `accessToken` once there is one
/// @param scopes that the provider granted, in the provider's names
/// @param accessExpiresAt end of the access token; the distant past when there is none
/// @param tokenVersion incremented by every refresh
/// @param failure the current failure; null when none is known
public record Credential(
    CredentialId id,
    LeafUserId leafUserId,
    Provider provider,
    CredentialStatus status,
    Map<String, String> settings,
    Map<String, Secret> secrets,
    List<String> scopes,
    Instant accessExpiresAt,
    long tokenVersion,
    Instant createdAt,
    @Nullable CredentialFailure failure) {

  public static final String ACCESS_TOKEN = "accessToken";
  public static final String REFRESH_TOKEN = "refreshToken";

  public Credential {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
    scopes = List.copyOf(scopes);
  }

  /// The key of the application at the provider, for example John Deere's client key.
  public String application() {
    return settings.getOrDefault(provider.credentialShape().identification(), "");
  }

  public ProviderCredential forProvider() {
    return new ProviderCredential(settings, secrets);
  }

  public Optional<Secret> accessToken() {
    return Optional.ofNullable(secrets.get(ACCESS_TOKEN));
  }
}
