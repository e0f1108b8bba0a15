package io.headland.server.core.field;

/// How what a provider shows is stored.
///
/// @param newAsPreview fields that are seen for the first time stay without a boundary until a
///   caller enables them
/// @param withBoundaries the listing shows the boundaries of the fields that it shows
/// @param fixBoundaries what is wrong in a boundary is mended where it can be
public record StoringRules(boolean newAsPreview, boolean withBoundaries, boolean fixBoundaries) {}
