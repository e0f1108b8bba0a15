package io.headland.server.core.leafuser;

import io.headland.server.provider.Provider;

/// The result of storing a Leaf user.
public sealed interface LeafUserChange {
  record Stored(LeafUser user) implements LeafUserChange {}

  record NotFound() implements LeafUserChange {}

  /// Another Leaf user has this `externalId`, which is not allowed by the settings.
  record ExternalIdTaken() implements LeafUserChange {}

  /// The body refers to a credential that this API owner does not have.
  record UnknownCredential(Provider provider) implements LeafUserChange {}

  /// The credential belongs to another Leaf user, and this one already has one.
  record CredentialConflict(Provider provider) implements LeafUserChange {}
}
