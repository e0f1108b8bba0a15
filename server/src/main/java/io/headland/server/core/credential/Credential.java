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

/// What lets Headland act at one provider for one Leaf user, opened.
///
/// @param secrets the posted ones, and `accessToken` once there is one
/// @param scopes that the provider granted, in the provider's words
/// @param accessExpiresAt end of the access token; the distant past when there is none
/// @param tokenVersion goes up with every refresh
/// @param failure what is wrong with it now; null when nothing is known to be
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

  /// The key that names the application at the provider, for example John Deere's client key.
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
