package io.headland.server.platform.config;

/// Compatibility with Leaf's API.
///
/// @param strict follow Leaf's documentation to the letter where the default departs from it
public record LeafConfig(boolean strict) {}
