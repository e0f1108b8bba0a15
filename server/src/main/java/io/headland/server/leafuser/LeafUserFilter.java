package io.headland.server.leafuser;

import io.headland.server.http.Call;
import java.util.Optional;

/// Which Leaf users are wanted: each part matches the whole value; name and email whatever their
/// case.
public record LeafUserFilter(
    Optional<String> email, Optional<String> name, Optional<String> externalId) {

  static LeafUserFilter of(Call call) {
    return new LeafUserFilter(call.query("email"), call.query("name"), call.query("externalId"));
  }

  boolean isEmpty() {
    return email.isEmpty() && name.isEmpty() && externalId.isEmpty();
  }
}
