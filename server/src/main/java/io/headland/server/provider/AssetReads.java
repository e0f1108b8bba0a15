package io.headland.server.provider;

/// Reads machines, implements and operators.
public interface AssetReads {

  /// One page of the assets of an organization. Safe to repeat.
  Fetch<AssetRecord> fetch(
      ProviderSession session, String providerOrgId, AssetKind kind, Cursor from)
      throws InterruptedException;
}
