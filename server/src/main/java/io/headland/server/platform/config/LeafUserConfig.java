package io.headland.server.platform.config;

/// Rules for Leaf users.
///
/// @param uniqueExternalId reject a second Leaf user of one API owner with the same `externalId`
/// @param omitEmpty omit values and credentials from responses that are not set
public record LeafUserConfig(boolean uniqueExternalId, boolean omitEmpty) {}
