package io.headland.server.provider;

/// The kinds of assets.
public enum AssetKind {
  MACHINE,
  IMPLEMENT,
  OPERATOR
}
