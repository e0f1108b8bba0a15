package io.headland.server.provider;

import java.util.Set;

/// What is read from an account in addition to field data.
///
/// @param operations whether field operations are read
/// @param assets kinds of assets
public record AdditionalReads(boolean operations, Set<AssetKind> assets) {
  public static final AdditionalReads NONE = new AdditionalReads(false, Set.of());

  public AdditionalReads {
    assets = Set.copyOf(assets);
  }
}
