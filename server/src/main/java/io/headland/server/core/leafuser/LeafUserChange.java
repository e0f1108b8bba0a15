package io.headland.server.core.leafuser;

import io.headland.server.provider.Provider;

/// What storing a Leaf user came to.
public sealed interface LeafUserChange {
  record Stored(LeafUser user) implements LeafUserChange {}

  record NotFound() implements LeafUserChange {}

  /// Another Leaf user has this `externalId`, and that is not allowed here.
  record ExternalIdTaken() implements LeafUserChange {}

  /// The body names a credential that this API owner does not have.
  record UnknownCredential(Provider provider) implements LeafUserChange {}

  /// The credential named belongs to another Leaf user, and this one has one of its own.
  record CredentialInTheWay(Provider provider) implements LeafUserChange {}
}
