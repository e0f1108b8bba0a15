package io.headland.server.provider;

/// The result of requesting a kind of record of an organization.
public sealed interface AccessLookup {
  /// The credential may read the kind, even if there are no records.
  record Permitted() implements AccessLookup {}

  /// The provider denies it, or has no such resource.
  record Denied() implements AccessLookup {}

  /// The access is unknown.
  record Failed(ProviderFailure failure) implements AccessLookup {}
}
