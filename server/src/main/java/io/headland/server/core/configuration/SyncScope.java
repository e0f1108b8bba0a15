package io.headland.server.core.configuration;

import io.headland.server.provider.AssetKind;
import java.util.Set;

/// The scope of syncs of a Leaf user's accounts.
///
/// @param customDataSync new fields are stored as previews and read individually on request
/// @param fieldsAutoSync fields are read by every sync; otherwise only by the manual field sync
/// @param operationsAutoSync the field operations of selected organizations are read with their
///   fields
/// @param assetsAutoSync the kinds of assets of selected organizations that are read after their
///   fields
/// @param automaticFixBoundary invalid boundaries are repaired if possible
public record SyncScope(
    OrganizationDataSync organizationDataSync,
    boolean customDataSync,
    boolean fieldsAutoSync,
    boolean automaticFixBoundary,
    boolean operationsAutoSync,
    Set<AssetKind> assetsAutoSync) {
  public SyncScope {
    assetsAutoSync = Set.copyOf(assetsAutoSync);
  }
}
