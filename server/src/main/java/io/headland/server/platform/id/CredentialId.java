package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of a credential.
public record CredentialId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<CredentialId> parse(String text) {
    return Uuids.parse(text).map(CredentialId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
