package io.headland.server.core.field;

/// How records of a provider are stored.
///
/// @param newAsPreview new fields have no boundary until a caller enables them
/// @param withBoundaries the listing contains the boundaries of its fields
/// @param fixBoundaries invalid boundaries are repaired if possible
/// @param unread the organization was never read completely: records are inserted before those that
///   exist already are searched for
public record StoringRules(
    boolean newAsPreview, boolean withBoundaries, boolean fixBoundaries, boolean unread) {}
