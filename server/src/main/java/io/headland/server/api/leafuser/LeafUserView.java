package io.headland.server.api.leafuser;

import io.headland.server.api.credential.CredentialView;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.provider.Provider;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;

/// A Leaf user in a response: a map, because its keys depend on its credentials. They are in the
/// order of Leaf's documentation.
public final class LeafUserView {
  /// The credentials that Leaf's documentation contains for every Leaf user, in its order.
  private static final List<Provider> ALWAYS_SHOWN =
      List.of(
          Provider.TRIMBLE,
          Provider.CNHI,
          Provider.JOHN_DEERE,
          Provider.RAVEN,
          Provider.CLIMATE_FIELD_VIEW,
          Provider.STARA,
          Provider.AG_LEADER,
          Provider.RAVEN_SLINGSHOT);

  private final CredentialView credentials;
  private final boolean omitEmpty;
  private final boolean strict;

  /// Serializes Leaf users.
  ///
  /// @param omitEmpty omit values and credentials from all responses that are not set
  /// @param strict omit keys that Leaf's documentation does not have
  public LeafUserView(CredentialView credentials, boolean omitEmpty, boolean strict) {
    this.credentials = credentials;
    this.omitEmpty = omitEmpty;
    this.strict = strict;
  }

  /// A form of a Leaf user.
  @FunctionalInterface
  interface ViewForm {
    Map<String, Object> of(String apiOwnerEmail, LeafUser user, Collection<Credential> held);
  }

  /// As in responses to GET in Leaf's documentation: with every documented key.
  Map<String, Object> complete(String apiOwnerEmail, LeafUser user, Collection<Credential> held) {
    return of(apiOwnerEmail, user, held, !omitEmpty);
  }

  /// As in responses to POST and PUT: without empty values.
  Map<String, Object> brief(String apiOwnerEmail, LeafUser user, Collection<Credential> held) {
    return of(apiOwnerEmail, user, held, false);
  }

  private Map<String, Object> of(
      String apiOwnerEmail, LeafUser user, Collection<Credential> held, boolean withEmpty) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", user.id().toString());
    view.put("name", user.name());
    view.put("email", user.email());
    put(view, "phone", user.phone(), withEmpty);
    put(view, "address", user.address(), withEmpty);
    put(view, "externalId", user.externalId(), withEmpty);
    Map<Provider, Credential> rest = new EnumMap<>(Provider.class);
    for (Credential credential : held) {
      if (credential.leafUserId().equals(user.id())) {
        rest.put(credential.provider(), credential);
      }
    }
    for (Provider provider : ALWAYS_SHOWN) {
      Credential credential = rest.remove(provider);
      if (credential != null) {
        view.put(provider.credentialShape().userKey(), credentials.of(credential));
      } else if (withEmpty) {
        view.put(provider.credentialShape().userKey(), Map.of());
      }
    }
    rest.forEach(
        (provider, credential) ->
            view.put(provider.credentialShape().userKey(), credentials.of(credential)));
    if (!strict) {
      view.put("apiOwnerUsername", apiOwnerEmail);
    }
    return view;
  }

  private static void put(
      Map<String, Object> view, String key, @Nullable String value, boolean withEmpty) {
    if (value != null) {
      view.put(key, value);
    } else if (withEmpty) {
      view.put(key, NullNode.getInstance());
    }
  }
}
