package io.headland.server.config;

/// Rules for Leaf users.
///
/// @param uniqueExternalId refuse a second Leaf user of one API owner with the same `externalId`
public record LeafUserConfig(boolean uniqueExternalId) {}
