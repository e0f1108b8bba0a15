package io.headland.server.provider;

/// What asking an organization for a kind of record came to.
public sealed interface AccessLookup {
  /// The credential may read the kind, also where there is none of it.
  record Given() implements AccessLookup {}

  /// The provider refuses it, or has no such resource.
  record Refused() implements AccessLookup {}

  /// Nothing was learned.
  record Failed(ProviderFailure failure) implements AccessLookup {}
}
