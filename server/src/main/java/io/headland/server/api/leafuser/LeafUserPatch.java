package io.headland.server.api.leafuser;

import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.provider.Provider;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A partial change of a Leaf user: absent keys are not changed, null removes a value. Name and
/// email cannot be removed.
record LeafUserPatch(ObjectNode body, BodyReader fields, Map<Provider, CredentialId> credentials) {

  /// Parses a body.
  ///
  /// @param isStored whether the Leaf user already has an e-mail address
  static LeafUserPatch of(ObjectNode body, Predicate<String> isStored) {
    BodyReader fields = BodyReader.of(LeafUserRequest.OBJECT, body);
    if (fields.has("name")) {
      fields.requiredText("name");
    }
    if (fields.has("email")) {
      LeafUserRequest.email(fields, isStored);
    }
    for (String optional : new String[] {"phone", "address", "externalId"}) {
      fields.text(optional);
    }
    LeafUserPatch patch = new LeafUserPatch(body, fields, LeafUserRequest.credentials(fields));
    fields.refuseInvalid();
    return patch;
  }

  LeafUser applyTo(LeafUser user) {
    return new LeafUser(
        user.id(),
        fields.text("name").orElse(user.name()),
        fields.text("email").orElse(user.email()),
        changed("phone", user.phone()),
        changed("address", user.address()),
        changed("externalId", user.externalId()),
        user.createdAt());
  }

  private @Nullable String changed(String field, @Nullable String before) {
    return body.has(field) ? fields.text(field).orElse(null) : before;
  }
}
