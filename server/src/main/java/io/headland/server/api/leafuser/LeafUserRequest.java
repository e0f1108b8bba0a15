package io.headland.server.api.leafuser;

import io.headland.server.core.leafuser.EmailAddress;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A complete Leaf user in a POST or PUT.
///
/// @param credentials after the request, by provider: keys of the body such as
///   `"johnDeereCredentials": {"id": "…"}`
record LeafUserRequest(
    String name,
    String email,
    @Nullable String phone,
    @Nullable String address,
    @Nullable String externalId,
    Map<Provider, CredentialId> credentials) {
  static final String OBJECT = "user";

  /// Parses a body.
  ///
  /// @param isStored whether the Leaf user already has an e-mail address, which is then accepted
  ///   even if it does not follow the newer rule
  static LeafUserRequest of(BodyReader body, Predicate<String> isStored) {
    LeafUserRequest request =
        new LeafUserRequest(
            body.requiredText("name"),
            email(body, isStored),
            body.text("phone").orElse(null),
            body.text("address").orElse(null),
            body.text("externalId").orElse(null),
            credentials(body));
    body.refuseInvalid();
    return request;
  }

  /// The required e-mail address.
  static String email(BodyReader body, Predicate<String> isStored) {
    String email = body.requiredText("email");
    if (!email.isBlank() && !EmailAddress.isValid(email) && !isStored.test(email)) {
      body.fail("email", "Email");
    }
    return email;
  }

  LeafUser toLeafUser(LeafUserId id, Instant createdAt) {
    return new LeafUser(id, name, email, phone, address, externalId, createdAt);
  }

  /// The credentials in a body. An empty object is none, as in responses.
  static Map<Provider, CredentialId> credentials(BodyReader body) {
    Map<Provider, CredentialId> credentials = new EnumMap<>(Provider.class);
    for (Provider provider : Provider.values()) {
      String key = provider.credentialShape().userKey();
      Optional<ObjectNode> object = body.object(key);
      if (object.isPresent() && object.get().has("id")) {
        CredentialId.parse(object.get().path("id").stringValue(""))
            .ifPresentOrElse(
                id -> credentials.put(provider, id), () -> body.fail(key + ".id", "UUID"));
      }
    }
    return credentials;
  }
}
