package io.headland.server.leafuser;

import io.headland.server.credential.Credential;
import io.headland.server.credential.CredentialView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Leaf user in an answer: a map, because it has a key for each credential it holds.
public final class LeafUserView {
  private final CredentialView credentials;

  public LeafUserView(CredentialView credentials) {
    this.credentials = credentials;
  }

  Map<String, Object> of(String apiOwnerEmail, LeafUser user, Collection<Credential> held) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", user.id().toString());
    view.put("name", user.name());
    view.put("email", user.email());
    putUnlessAbsent(view, "phone", user.phone());
    putUnlessAbsent(view, "address", user.address());
    putUnlessAbsent(view, "externalId", user.externalId());
    view.put("apiOwnerUsername", apiOwnerEmail);
    for (Credential credential : held) {
      if (credential.leafUserId().equals(user.id())) {
        view.put(credential.provider().credentialShape().userKey(), credentials.of(credential));
      }
    }
    return view;
  }

  private static void putUnlessAbsent(
      Map<String, Object> view, String key, @Nullable String value) {
    if (value != null) {
      view.put(key, value);
    }
  }
}
