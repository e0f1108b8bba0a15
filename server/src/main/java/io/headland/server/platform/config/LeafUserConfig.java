package io.headland.server.platform.config;

/// Rules for Leaf users.
///
/// @param uniqueExternalId refuse a second Leaf user of one API owner with the same `externalId`
/// @param omitEmpty leave out of answers what is not set and what credentials are not held
public record LeafUserConfig(boolean uniqueExternalId, boolean omitEmpty) {}
