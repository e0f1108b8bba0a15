package io.headland.server.platform.config;

/// Compatibility with Leaf's API.
///
/// @param strict follow Leaf's documentation exactly where the default differs from it
public record LeafConfig(boolean strict) {}
