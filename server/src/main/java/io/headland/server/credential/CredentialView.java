package io.headland.server.credential;

import io.headland.server.config.Secret;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.ProviderAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A credential in an answer: the fields differ by provider, so this is a map in a fixed order.
public final class CredentialView {
  static final String MASK = "********";

  private final boolean revealSecrets;

  /// Writes credentials.
  ///
  /// @param revealSecrets in clear, as Leaf does, instead of masked
  public CredentialView(boolean revealSecrets) {
    this.revealSecrets = revealSecrets;
  }

  public Map<String, Object> of(ProviderAdapter adapter, Credential credential) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", credential.id().toString());
    view.put("status", credential.status().name());
    view.put("createdTime", credential.createdAt());
    for (CredentialField field : adapter.credentialShape().fields()) {
      view.put(
          field.name(),
          field.secret()
              ? show(credential.secrets().get(field.name()))
              : credential.settings().get(field.name()));
    }
    if (credential.accessToken().isPresent()) {
      view.put(Credential.ACCESS_TOKEN, show(credential.accessToken().get()));
      List<String> scopes = adapter.leafScopes(credential.scopes());
      view.put("tokenMetadata", Map.of("scopes", scopes));
    }
    return view;
  }

  private String show(@org.jspecify.annotations.Nullable Secret secret) {
    return secret != null && revealSecrets ? secret.reveal() : MASK;
  }
}
