package io.headland.server.core.configuration;

/// How much of what a Leaf user's accounts can reach is synced.
///
/// @param customDataSync fields arrive as previews and are fetched one by one, as a caller asks
/// @param fieldsAutoSync fields are read by every sync; otherwise only by the manual field sync
/// @param automaticFixBoundary boundaries that do not hold are mended where that can be done
public record SyncScope(
    OrganizationDataSync organizationDataSync,
    boolean customDataSync,
    boolean fieldsAutoSync,
    boolean automaticFixBoundary) {}
