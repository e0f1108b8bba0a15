package io.headland.server.core.asset;

/// Where an asset comes from, as in Leaf's API.
public enum AssetOrigin {
  /// Listed by a provider.
  PROVIDER_POOLED,
  /// Named by a machine file.
  FILE_POOLED,
  /// Created through the API.
  USER_CREATED
}
