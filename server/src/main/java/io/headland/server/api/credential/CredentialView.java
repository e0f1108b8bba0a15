package io.headland.server.api.credential;

import io.headland.server.core.credential.Credential;
import io.headland.server.platform.config.Secret;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A credential in a response: the fields depend on the provider, so this is a map in a fixed
/// order.
public final class CredentialView {
  static final String MASK = "********";

  private final Providers providers;
  private final boolean revealSecrets;
  private final boolean strict;

  /// Serializes credentials.
  ///
  /// @param revealSecrets unmasked, as Leaf does
  /// @param strict without the failure, which Leaf does not have
  public CredentialView(Providers providers, boolean revealSecrets, boolean strict) {
    this.providers = providers;
    this.revealSecrets = revealSecrets;
    this.strict = strict;
  }

  public Map<String, Object> of(Credential credential) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", credential.id().toString());
    view.put("status", credential.status().name());
    view.put("createdTime", credential.createdAt());
    if (credential.failure() != null && !strict) {
      view.put("failure", CredentialFailureView.of(credential.failure()));
    }
    for (CredentialField field : credential.provider().credentialShape().fields()) {
      if (field.shown()) {
        view.put(
            field.name(),
            field.secret()
                ? show(credential.secrets().get(field.name()))
                : credential.settings().get(field.name()));
      }
    }
    providers
        .find(credential.provider())
        .ifPresent(adapter -> putAccess(view, adapter, credential));
    return view;
  }

  /// The values obtained from the provider.
  private void putAccess(Map<String, Object> view, ProviderAdapter adapter, Credential credential) {
    credential
        .accessToken()
        .ifPresent(
            token -> {
              view.put(Credential.ACCESS_TOKEN, show(token));
              view.put("tokenMetadata", Map.of("scopes", adapter.leafScopes(credential.scopes())));
            });
  }

  private String show(@Nullable Secret secret) {
    return secret != null && revealSecrets ? secret.reveal() : MASK;
  }
}
