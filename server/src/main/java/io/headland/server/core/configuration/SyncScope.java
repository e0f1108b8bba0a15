package io.headland.server.core.configuration;

/// The scope of syncs of a Leaf user's accounts.
///
/// @param customDataSync new fields are stored as previews and read individually on request
/// @param fieldsAutoSync fields are read by every sync; otherwise only by the manual field sync
/// @param operationsAutoSync the field operations of selected organizations are read with their
///   fields
/// @param automaticFixBoundary invalid boundaries are repaired if possible
public record SyncScope(
    OrganizationDataSync organizationDataSync,
    boolean customDataSync,
    boolean fieldsAutoSync,
    boolean automaticFixBoundary,
    boolean operationsAutoSync) {}
