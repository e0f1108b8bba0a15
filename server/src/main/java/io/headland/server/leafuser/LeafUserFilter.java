package io.headland.server.leafuser;

import io.headland.server.http.Call;
import java.util.Optional;
import java.util.stream.Stream;

/// Which Leaf users are wanted: each part matches the whole value; name and email whatever their
/// case.
public record LeafUserFilter(
    Optional<String> email, Optional<String> name, Optional<String> externalId) {

  static LeafUserFilter of(Call call) {
    return new LeafUserFilter(call.query("email"), call.query("name"), call.query("externalId"));
  }

  /// PostgreSQL keeps no NUL in a text, and takes none in a question either.
  boolean meetsNobody() {
    return Stream.of(email, name, externalId)
        .flatMap(Optional::stream)
        .anyMatch(value -> value.indexOf('\0') >= 0);
  }

  boolean isEmpty() {
    return email.isEmpty() && name.isEmpty() && externalId.isEmpty();
  }
}
