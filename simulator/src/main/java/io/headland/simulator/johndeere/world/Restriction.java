package io.headland.simulator.johndeere.world;

/// An organization in a restricted state: its members must first open `termsUri`. Unless `listed`,
/// it is missing from lists.
public record Restriction(String termsUri, boolean listed) {}
