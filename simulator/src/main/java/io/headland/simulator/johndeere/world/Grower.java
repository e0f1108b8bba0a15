package io.headland.simulator.johndeere.world;

/// A person who signs in at John Deere.
public record Grower(String userName, String password, String givenName, String familyName) {}
